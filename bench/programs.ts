/** The program of the bench, with our resource: `count` organizations, each through a connection of its own. */
export function ourProgram(count: number): string {
  return `import { ExternalAiIntegration } from "sigma-external-ai";
for (let n = 1; n <= ${count}; n += 1) {
  const name = String(n).padStart(3, "0");
  new ExternalAiIntegration("ai-" + name, {
    connection: "c" + name,
    openai: { apiKey: { fromEnv: "OPENAI_KEY" } },
  });
}
`;
}

/**
 * The same program as somebody would write it who does it for one organization: a dynamic provider in the program itself,
 * which gets a token for every call, reads, and compares the vendor. It sees no changed key and refuses nothing.
 */
export function naiveProgram(count: number): string {
  return `import * as pulumi from "@pulumi/pulumi";
const provider = {
  async call(name, method, body) {
    const prefix = "SIGMA_C" + name + "_";
    const base = process.env[prefix + "BASE_URL"];
    const token = await fetch(base + "/v2/auth/token", {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: process.env[prefix + "CLIENT_ID"],
        client_secret: process.env[prefix + "CLIENT_SECRET"],
      }),
    });
    const { access_token } = await token.json();
    const answer = await fetch(base + "/v2/organizations/settings/aiConfigs", {
      method,
      headers: { authorization: "Bearer " + access_token, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error("Sigma answered " + answer.status);
    return answer.json();
  },
  async create({ name }) {
    const body = { provider: "openAI", apiKey: process.env.OPENAI_KEY };
    const { provider } = await this.call(name, "POST", body);
    return { id: name, outs: { name, provider } };
  },
  async read(id, props) {
    const { provider } = await this.call(id, "GET");
    return { id, props: { ...props, provider } };
  },
  async diff(id, olds) {
    return { changes: olds.provider !== "openAI" };
  },
  async delete(id) {
    await this.call(id, "DELETE");
  },
};
class Naive extends pulumi.dynamic.Resource {
  constructor(resourceName, name) {
    super(provider, resourceName, { name, provider: undefined });
  }
}
for (let n = 1; n <= ${count}; n += 1) {
  const name = String(n).padStart(3, "0");
  new Naive("ai-" + name, name);
}
`;
}

/** The variables of one connection for each organization of the simulator. */
export function connections(url: string, count: number): Record<string, string> {
  const env: Record<string, string> = {
    SIGMA_TOKEN_INTERVAL: "0",
    SIGMA_AI_VENDOR_ORIGINS: `*=${url}`,
    OPENAI_KEY: "sim-openai-key-1",
  };
  for (let n = 1; n <= count; n += 1) {
    const name = String(n).padStart(3, "0");
    env[`SIGMA_C${name}_BASE_URL`] = url;
    env[`SIGMA_C${name}_CLIENT_ID`] = `client-${name}`;
    env[`SIGMA_C${name}_CLIENT_SECRET`] = `client-${name}-secret`;
  }
  return env;
}
