import { expect } from "@jest/globals";
import type { Dispatcher } from "undici";
import { createDispatcher } from "../../../../provider/http/http.ts";
import type { Settings, VendorBlock } from "../../../../provider/integration/config.ts";
import type { Verdict } from "../../../../provider/integration/preflight.ts";
import { Secret } from "../../../../provider/integration/secret.ts";
import { createPreflight } from "../../../../provider/vendors/probes/preflight.ts";
import { closeAfterTest } from "../../sigma/support/cleanup.ts";
import { createFakeClock, type FakeClock } from "../../sigma/support/fake-clock.ts";

/** A key that occurs nowhere else, so that a text can be searched for parts of it. */
export const KEY = "sk-proj-Zq7Xw9Kd3Lm5Vb8Nc6Rt2Yp4";

/** How a test asks. */
export interface Asking {
  settings?: Partial<Settings["preflight"]>;
  clock?: FakeClock;
  dispatcher?: Dispatcher;
  signal?: AbortSignal;
  /** SIGMA_AI_VENDOR_ORIGINS; by default everything goes to the server. */
  origins?: string | undefined;
}

/** Tries credentials at a server in the place of every vendor. No text may have a part of the key in it. */
export async function probe(
  vendor: VendorBlock<Secret>,
  { url }: { url: string },
  { settings = {}, clock = createFakeClock(), dispatcher, signal, ...more }: Asking = {},
): Promise<Verdict[]> {
  const origins = "origins" in more ? more.origins : `*=${url}`;
  const preflight = createPreflight(
    { dispatcher: dispatcher ?? ownDispatcher(), clock, userAgent: "probe/0" },
    (name) => (name === "SIGMA_AI_VENDOR_ORIGINS" ? origins : undefined),
  );
  const verdicts = await preflight.probe(
    vendor,
    { mode: "enforce", trustedHosts: [], allowUnverifiedModels: false, ...settings },
    signal ?? new AbortController().signal,
  );
  expectNoKey(JSON.stringify(verdicts));
  return verdicts;
}

/** A vendor with one key. */
export function keyed(name: "openai" | "gemini" | "anthropic", key = KEY): VendorBlock<Secret> {
  return { name, apiKey: new Secret(key) };
}

/** Azure OpenAI with the deployments "chat" and "embed" behind one endpoint. */
export function azure(
  endpointUrl = "https://contoso.openai.azure.com",
  key = KEY,
): VendorBlock<Secret> {
  const apiKey = new Secret(key);
  return {
    name: "azureOpenai",
    languageModel: { deploymentId: "chat", endpointUrl, apiKey },
    embeddingModel: { deploymentId: "embed", endpointUrl, apiKey },
  };
}

/** The verdict alone, with the field: "invalid openai.apiKey". */
export function inShort({ verdict, path }: Verdict): string {
  return `${verdict} ${path}`;
}

/** Eight characters in a row are enough to give a key away. */
function expectNoKey(text: string): void {
  for (let start = 0; start + 8 <= KEY.length; start += 1) {
    expect(text).not.toContain(KEY.slice(start, start + 8));
  }
}

function ownDispatcher(): Dispatcher {
  const dispatcher = createDispatcher();
  closeAfterTest(() => dispatcher.destroy());
  return dispatcher;
}
