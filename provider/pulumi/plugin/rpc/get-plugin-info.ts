import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { VERSION } from "../../../runtime/version.ts";
import { pluginMessages } from "../messages.ts";

/** Tells the version. */
export async function getPluginInfo(): Promise<PluginInfo> {
  const info = new pluginMessages.PluginInfo();
  info.setVersion(VERSION);
  return info;
}
