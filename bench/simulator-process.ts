/**
 * A simulator in a process of its own, so that what is measured does not share its processor time. The argument is how many
 * tenants there are.
 */
import { createSimulator, largeSeed } from "../simulator/index.ts";

const simulator = await createSimulator({
  tokenInterval: 0,
  seed: largeSeed({ organizations: 100, tenants: Number(process.argv[2]) }),
});
process.send?.(simulator.url);
process.once("disconnect", () => void simulator.close());
