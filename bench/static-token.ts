import { z } from "zod";

const granted = z.object({ access_token: z.string() });

/** Gets a token of one of the simulator's large organizations, "001" and so on, as one would by hand. It is good for an hour. */
export async function staticToken(url: string, number: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: `client-${number}`,
    client_secret: `client-${number}-secret`,
  });
  const answer = await fetch(`${url}/v2/auth/token`, { method: "POST", body });
  return granted.parse(await answer.json()).access_token;
}
