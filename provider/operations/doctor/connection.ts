import { toIntegrationError } from "../../integration/errors.ts";
import { proxyVariables } from "../../http/proxy.ts";
import { isLoopback } from "../../sigma/base-url.ts";
import { readConnection, readTimeout, type Connection } from "../../sigma/connection.ts";
import { failure, type Answer, type Finding } from "./finding.ts";

/** The settings as they were found, and the connection that they make, if they do. */
export interface ConnectionReport {
  findings: Finding[];
  connection: Answer<Connection>;
}

/**
 * Says of each setting where it comes from, and of the base URL which region it is. Nothing is sent. A setting that is not
 * there is left out unless it is needed.
 */
export function examineConnection(
  name: string | undefined,
  env: (variable: string) => string | undefined,
): ConnectionReport {
  const asked = new Map<string, boolean>();
  // What is read is what is reported: no list of names beside the one of the connection.
  const watched = (variable: string): string | undefined => {
    const value = env(variable);
    asked.set(variable, value !== undefined && value.trim() !== "");
    return value;
  };
  const connection = readAll(name, watched);
  const error = "error" in connection ? toIntegrationError(connection.error) : undefined;
  const findings = [...asked].flatMap(([variable, isSet]): Finding[] => {
    if (error?.details.path === variable) return [];
    if (isSet) return [found(variable, connection)];
    return error?.code === "CONNECTION_INCOMPLETE" ? [missing(variable)] : [];
  });
  if (error !== undefined && error.code !== "CONNECTION_INCOMPLETE")
    findings.push(failure("connection", error));
  if ((env(STAND_IN_VENDORS) ?? "").trim() !== "") findings.push(standIns);
  const [proxy] = proxyVariables();
  if (proxy !== undefined)
    findings.push(setting(proxy, `${proxy} names a proxy on the way to Sigma`));
  return { findings, connection };
}

const STAND_IN_VENDORS = "SIGMA_AI_VENDOR_ORIGINS";

const standIns: Finding = {
  subject: "connection",
  level: "warning",
  text: `${STAND_IN_VENDORS} is set in the environment: keys are tried at stand-ins for the AI vendors`,
  advice: "Unset it, unless this is a test.",
  facts: { variable: STAND_IN_VENDORS, source: "environment" },
};

function readAll(
  name: string | undefined,
  env: (variable: string) => string | undefined,
): Answer<Connection> {
  try {
    const connection = readConnection(name, env);
    readTimeout(env);
    return { value: connection };
  } catch (error) {
    return { error };
  }
}

function found(variable: string, connection: Answer<Connection>): Finding {
  const plain = setting(variable, `${variable} is set in the environment`);
  if (!variable.endsWith("_BASE_URL") || "error" in connection) return plain;
  const { baseUrl, contract } = connection.value;
  const address = `${baseUrl.origin}${baseUrl.pathname.replace(/\/+$/, "")}`;
  const region = Object.entries(contract.regions).find(
    ([, url]) => new URL(url).host === baseUrl.host,
  )?.[0];
  const facts = { ...plain.facts, baseUrl: address };
  if (region !== undefined) {
    const text = `${plain.text}: ${address}, region ${region}`;
    return { ...plain, text, facts: { ...facts, region } };
  }
  if (isLoopback(baseUrl)) {
    const text = `${plain.text}: ${address}, on this machine: a stand-in for Sigma`;
    return { ...plain, text, facts };
  }
  return {
    ...plain,
    level: "warning",
    text: `${plain.text}: ${address}, which is the address of no region that is known here`,
    advice:
      "Compare it with the address under Administration > Developer Access; a gateway of your own, or a new region, is fine.",
    facts,
  };
}

function missing(variable: string): Finding {
  return {
    subject: "connection",
    level: "problem",
    text: `${variable} is not set`,
    advice:
      "Set it where the engine runs; Sigma shows the address and makes credentials under Administration > Developer Access.",
    code: "CONNECTION_INCOMPLETE",
    facts: { variable },
  };
}

function setting(variable: string, text: string): Finding {
  return {
    subject: "connection",
    level: "ok",
    text,
    facts: { variable, source: "environment" },
  };
}
