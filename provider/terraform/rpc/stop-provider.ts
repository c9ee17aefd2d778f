import type { StopProvider_Response } from "../protocol/gen/tfplugin6.ts";
import type { Provider } from "../provider.ts";

/** Ends what is under way, at the user's Ctrl-C. A save that was sent already is still looked after. */
export async function stopProvider({ stop }: Provider): Promise<StopProvider_Response> {
  stop();
  return { Error: "" };
}
