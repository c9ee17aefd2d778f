import { existsSync } from "node:fs";
import { VERSION } from "../../provider/runtime/version.ts";
import { TERRAFORM_PROVIDER } from "../../scripts/bundle/providers.ts";
import type { MirroredProvider } from "./terraform-mirror.ts";

/** The provider that `npm run build` has made. */
export function builtProvider(): MirroredProvider {
  const { file } = TERRAFORM_PROVIDER;
  if (!existsSync(file)) throw new Error("there is no built provider; run npm run build");
  return { executable: file, version: VERSION };
}
