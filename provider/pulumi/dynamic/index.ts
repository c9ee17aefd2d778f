export type {
  ApiKey,
  AzureModelArgs,
  AzureOpenAiArgs,
  ExternalAiIntegrationArgs,
  KeyOnlyArgs,
  PreflightArgs,
  SettingsArgs,
} from "./args.ts";
export { ExternalAiIntegration } from "./resource.ts";
