import { ExternalAiIntegration } from "sigma-external-ai";

// The simulator that `npm run pulumi` starts accepts this key. A real one belongs into a secret store:
// { fromEnv: "OPENAI_API_KEY" }, { fromFile: "…" }, or a secret of the stack's configuration.
const ai = new ExternalAiIntegration("ai", { openai: { apiKey: "sim-openai-key-1" } });

export const { organizationId, aiProvider, status, driftVisibility } = ai;
