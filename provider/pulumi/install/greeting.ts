import type { Greeting } from "../../install/start-check.ts";

/** How Pulumi's engine starts a plugin, but without its address, since there is no engine yet. The answer is a port. */
export const PULUMI_GREETING: Greeting = { args: [], env: () => ({}), answer: /^\d{1,5}$/ };
