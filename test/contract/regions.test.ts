import { describe, expect, it } from "@jest/globals";
import { createSimulator, type Simulator } from "../../simulator/index.ts";
import { openai } from "./configs.ts";
import { coreFrontEnd } from "./core-front-end.ts";
import { dynamicFrontEnd } from "./dynamic-front-end.ts";
import { ACME } from "./lifecycle.ts";
import { pluginFrontEnd } from "./plugin-front-end.ts";
import { terraformFrontEnd } from "./terraform-front-end.ts";
import type { Run } from "./front-end.ts";

/** Another region of Sigma's, where Acme has no credentials. */
const ELSEWHERE = {
  credentials: [
    { clientId: "globex-admin", clientSecret: "globex-admin-secret", userId: "user-barbara" },
  ],
};

describe.each([coreFrontEnd, dynamicFrontEnd, pluginFrontEnd, terraformFrontEnd])(
  "credentials at the address of another region: $name",
  (frontEnd) => {
    it("are rejected with what to check, in every operation, after no more than a token's request", async () => {
      const home = await createSimulator({ tokenInterval: 0 });
      const elsewhere = await createSimulator({ tokenInterval: 0, seed: ELSEWHERE });
      const asked = () => elsewhere.requests.map(({ method, path }) => `${method} ${path}`);
      try {
        const recorded = await start(home).create(openai);
        for (const operation of [
          (run: Run) => run.create(openai),
          (run: Run) => run.read(recorded),
          (run: Run) => run.update({ openai: { apiKey: "sim-openai-key-2" } }, recorded),
          (run: Run) => run.remove(recorded),
        ]) {
          elsewhere.clearRequests();
          await expect(operation(start(elsewhere))).rejects.toThrow(
            /answered 401.*the base URL is that of the organization's region\. \[CREDENTIALS_REJECTED/,
          );
          expect(asked()).toEqual(["POST /v2/auth/token"]);
        }
        expect(home.audit).toHaveLength(1);
      } finally {
        await Promise.all([home.close(), elsewhere.close()]);
      }
    });

    function start({ url }: Simulator): Run {
      const env: Record<string, string> = {
        ...ACME,
        SIGMA_BASE_URL: url,
        SIGMA_AI_VENDOR_ORIGINS: `*=${url}`,
        SIGMA_TOKEN_INTERVAL: "0",
      };
      return frontEnd.start({
        env: (name) => env[name],
        file: async () => "",
        print: () => undefined,
      });
    }
  },
);
