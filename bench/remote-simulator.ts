import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";

/** A simulator that runs beside the bench. */
export interface RemoteSimulator {
  url: string;
  /** The requests since this was last asked, as "METHOD path". */
  requests: () => Promise<string[]>;
  /** Removes what an organization has configured, as a person would on the admin page. */
  removeIntegration: (organizationId: string) => Promise<void>;
  close: () => void;
}

const logged = z.object({
  requests: z.array(z.object({ method: z.string(), path: z.string() })),
});

/** Starts a simulator with 100 organizations and some tenants of Acme in a process of its own. */
export async function startSimulator(tenants = 10): Promise<RemoteSimulator> {
  const child = fork(join(import.meta.dirname, "simulator-process.ts"), [String(tenants)]);
  const [message]: unknown[] = await once(child, "message");
  const url = z.string().parse(message);
  const log = `${url}/_simulator/requests`;
  return {
    url,
    requests: async () => {
      const { requests } = logged.parse(await (await fetch(log)).json());
      await fetch(log, { method: "DELETE" });
      return requests.map(({ method, path }) => `${method} ${path}`);
    },
    removeIntegration: async (organizationId) => {
      const path = `/_simulator/organizations/${organizationId}/integration`;
      await fetch(url + path, { method: "DELETE" });
    },
    close: () => child.disconnect(),
  };
}
