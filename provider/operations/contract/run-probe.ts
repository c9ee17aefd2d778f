import { check } from "../../integration/check.ts";
import type { VendorBlock } from "../../integration/config.ts";
import { resolveVendor } from "../../integration/credentials.ts";
import type { Secret } from "../../integration/secret.ts";
import type { VendorName } from "../../integration/model.ts";
import type { Environment } from "../../runtime/environment.ts";
import { createSessions } from "../../runtime/sessions.ts";
import { VERSION } from "../../runtime/version.ts";
import { readConnection } from "../../sigma/connection.ts";
import { writeOverride } from "./override-file.ts";
import { confirmProbe, walk, type Probe, type Walked } from "./probe.ts";
import { recordOf } from "./probe-record.ts";

/** The time for what cleans up, in milliseconds. */
const GRACE = 60_000;

/** What a probe adds: a vendor, and where its key is. */
export interface ProbeVendor {
  name: VendorName;
  /** The environment variable with the key. */
  keyEnv: string;
  /** Azure OpenAI's endpoint and deployments. */
  endpointUrl?: string | undefined;
  languageDeployment?: string | undefined;
  embeddingDeployment?: string | undefined;
}

/** What a probe is run with. */
export interface ProbeSettings extends Pick<
  Probe,
  "organization" | "isEmpty" | "signal" | "onStep"
> {
  connection: string | undefined;
  vendor: ProbeVendor;
  /** The override file to write. */
  write: string | undefined;
  environment: Environment;
  /** Asked once it is known that nothing speaks against it, and before anything is changed. */
  confirm: () => Promise<boolean>;
}

/** What came of a probe; nothing where the user did not want it after all. */
export type Probed = (Walked & { written?: string }) | undefined;

/** Probes an organization. Throws what {@link confirmProbe} throws, and the faults of the vendor's values. */
export async function runProbe(settings: ProbeSettings): Promise<Probed> {
  const { environment, organization, isEmpty, signal, onStep, write } = settings;
  const vendor = await vendorOf(settings.vendor, environment);
  const sessions = createSessions({ name: "cli", version: VERSION });
  const { session } = await sessions.open(readConnection(settings.connection, environment.env));
  const graceSignal = (): AbortSignal => AbortSignal.timeout(GRACE);
  const probe = { session, organization, vendor, isEmpty, signal, onStep, graceSignal };
  const before = await confirmProbe(probe);
  if (!(await settings.confirm())) return undefined;
  const walked = await walk(probe, before);
  if (write === undefined) return walked;
  await writeOverride(write, recordOf(probe, walked, new Date()));
  return { ...walked, written: write };
}

async function vendorOf(
  { name, keyEnv, endpointUrl, languageDeployment, embeddingDeployment }: ProbeVendor,
  environment: Environment,
): Promise<VendorBlock<Secret>> {
  const apiKey = { fromEnv: keyEnv };
  const azure = {
    endpointUrl,
    apiKey,
    languageModel: { deploymentId: languageDeployment },
    embeddingModel: { deploymentId: embeddingDeployment },
  };
  const checked = check({ [name]: name === "azureOpenai" ? azure : { apiKey } });
  if (!checked.valid) throw checked.faults[0];
  return resolveVendor(checked.config.vendor, environment);
}
