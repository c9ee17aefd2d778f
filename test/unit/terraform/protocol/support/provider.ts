import type {
  Handlers,
  RawAnswers,
} from "../../../../../provider/terraform/protocol/provider-service.ts";
import { startProvider } from "../../../../../provider/terraform/protocol/reattach.ts";
import { closeAfterTest } from "./cleanup.ts";
import { connect, type RawClient } from "./client.ts";

/** Serves a provider in this process until the test ends, and connects a client. */
export async function serveProvider(handlers: Handlers, raw: RawAnswers = {}): Promise<RawClient> {
  const provider = await startProvider(handlers, { raw });
  const client = connect(provider);
  closeAfterTest(async () => {
    client.close();
    await provider.close();
  });
  return client;
}
