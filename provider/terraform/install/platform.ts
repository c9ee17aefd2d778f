import type { Machine } from "../../install/machine.ts";

/** How Terraform names a machine's platform, such as `linux_amd64`. Throws where it has no name for it. */
export function terraformPlatform({ platform, arch }: Pick<Machine, "platform" | "arch">): string {
  const os = SYSTEMS[platform];
  const cpu = PROCESSORS[arch];
  if (os !== undefined && cpu !== undefined) return `${os}_${cpu}`;
  throw new Error(
    `this platform (${platform}, ${arch}) is none that Terraform has a name for; it runs on ` +
      `${Object.values(SYSTEMS).join(", ")} with ${Object.values(PROCESSORS).join(", ")}`,
  );
}

const SYSTEMS: Readonly<Record<string, string>> = {
  linux: "linux",
  darwin: "darwin",
  win32: "windows",
  freebsd: "freebsd",
  openbsd: "openbsd",
  sunos: "solaris",
};

const PROCESSORS: Readonly<Record<string, string>> = {
  x64: "amd64",
  arm64: "arm64",
  ia32: "386",
  arm: "arm",
};
