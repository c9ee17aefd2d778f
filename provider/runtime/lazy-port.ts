import type { SigmaPort } from "../integration/port.ts";

/** A port that is opened at its first use, so that what needs no request needs no credentials either. */
export function lazyPort(open: () => Promise<SigmaPort>): SigmaPort {
  let opened: Promise<SigmaPort> | undefined;
  const port = async (): Promise<SigmaPort> => {
    opened ??= open();
    return opened;
  };
  return {
    identify: async (signal) => (await port()).identify(signal),
    currentUser: async (signal) => (await port()).currentUser(signal),
    read: async (signal) => (await port()).read(signal),
    save: async (vendor, signal) => (await port()).save(vendor, signal),
    remove: async (signal) => (await port()).remove(signal),
  };
}
