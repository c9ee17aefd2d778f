import type { Controls } from "../controls.ts";
import { faultSchema } from "../faults/fault.ts";
import { readJson } from "../http/json-body.ts";
import { parameter, type ControlRoute } from "./control-route.ts";

/** The control routes over faults. */
export function faultRoutes(controls: Controls): ControlRoute[] {
  return [
    {
      method: "GET",
      path: "/faults",
      summary: "The faults that wait for their requests",
      handle: () => ({ faults: controls.faults() }),
    },
    {
      method: "POST",
      path: "/faults",
      summary: "Sets a fault: { effect, method?, path?, times?, after?, when? }",
      handle: async (c) => ({ id: controls.fault(await readJson(c, faultSchema)) }),
    },
    {
      method: "DELETE",
      path: "/faults",
      summary: "Clears all faults",
      handle: () => {
        controls.clearFaults();
        return {};
      },
    },
    {
      method: "DELETE",
      path: "/faults/:id",
      summary: "Clears one fault",
      handle: (c) => {
        controls.clearFaults(parameter(c, "id"));
        return {};
      },
    },
  ];
}
