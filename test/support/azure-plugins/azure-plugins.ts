import type { ArmClientOptions } from "./arm-client.ts";
import { azureNativePlugin } from "./azure-native.ts";
import { randomPlugin } from "./random.ts";
import { servePlugin } from "./serve-plugin.ts";

/** The providers that a program with Azure needs, in this process. */
export interface AzurePlugins {
  /** The variables with which an engine finds them. */
  env: Record<string, string>;
  close: () => void;
}

/** Serves stand-ins of `azure-native` and `random`, the first on a simulated ARM. */
export async function startAzurePlugins(options: ArmClientOptions): Promise<AzurePlugins> {
  const plugins = [azureNativePlugin(options), randomPlugin()];
  const served = await Promise.all(plugins.map(servePlugin));
  const addresses = plugins.map(({ name }, index) => `${name}:${served[index]?.port}`);
  return {
    env: { PULUMI_DEBUG_PROVIDERS: addresses.join(",") },
    close: () => {
      for (const { close } of served) close();
    },
  };
}
