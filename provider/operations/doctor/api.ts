import { ERROR_CODES } from "../../integration/error-codes.ts";
import { VENDORS } from "../../integration/model.ts";
import type { Observation } from "../../integration/port.ts";
import type { Connection } from "../../sigma/connection.ts";
import type { Operation } from "../../sigma/contract.ts";
import { vendors } from "../../vendors/catalog.ts";
import { failure, type Answer, type Finding } from "./finding.ts";
import { observedText } from "./sigma.ts";

type Grade = Operation["grade"];

/** How sure an operation or a body is, in words. */
const SURE: Readonly<Record<Grade, string>> = {
  published: "published by Sigma",
  observed: "seen to work live",
  "second-hand": "second-hand, from somebody else's working code",
  assumed: "assumed, since nothing of it has been seen",
};

const ALLOWED = "allowed by SIGMA_ALLOW_ASSUMED";
const LOOK = "Look at Administration > AI settings after the first time that it is used.";

/** What the API can do, and how sure that is. Save and removal are not tried: they would change something. */
export function apiFindings(
  { contract, allowAssumed }: Pick<Connection, "contract" | "allowAssumed">,
  read: Answer<Observation> | undefined,
): Finding[] {
  const { save, edit, remove } = contract.operations;
  return [
    saveFinding(save, allowAssumed),
    ...(edit === null || edit === undefined ? [] : [saveFinding(edit, allowAssumed)]),
    ...VENDORS.flatMap((vendor) => {
      const { grade } = contract.bodies[vendor];
      return grade === "assumed" ? [assumedBody(vendors[vendor].title)] : [];
    }),
    readFinding(contract.operations.read, read),
    removeFinding(remove, allowAssumed),
  ];
}

function saveFinding(save: Operation, allowAssumed: boolean): Finding {
  const { text, facts } = describe(save, allowAssumed);
  if (save.grade !== "assumed") return { subject: "save", level: "ok", text, facts };
  if (allowAssumed)
    return { subject: "save", level: "warning", text: `${text}; ${ALLOWED}`, advice: LOOK, facts };
  return {
    subject: "save",
    level: "problem",
    text: `${text}; nothing can be applied`,
    advice: ERROR_CODES.ASSUMED_WRITE_REFUSED.cure,
    code: "ASSUMED_WRITE_REFUSED",
    facts,
  };
}

function assumedBody(title: string): Finding {
  return {
    subject: "save",
    level: "warning",
    text: `the form in which Sigma takes ${title} is assumed; it is sent with a notice`,
    advice: LOOK,
    facts: { body: title, grade: "assumed" },
  };
}

function readFinding(route: Operation | null, read: Answer<Observation> | undefined): Finding {
  const subject = "read";
  const { text, facts } = describeRead(route);
  if (read === undefined)
    return {
      subject,
      level: "warning",
      undecided: true,
      text: `${text}; it was not tried`,
      advice: "Correct what is above, and run again.",
      facts,
    };
  if ("error" in read) return { ...failure(subject, read.error), facts };
  if (read.value.kind === "unknown") {
    return {
      subject,
      level: "warning",
      undecided: true,
      text: `${read.value.reason}; changes made outside cannot be seen`,
      advice: "Look at Administration > AI settings for what is configured.",
      facts,
    };
  }
  return { subject, level: "ok", text: `${text}; it answers: ${observedText(read.value)}`, facts };
}

function removeFinding(remove: Operation | null, allowAssumed: boolean): Finding {
  const subject = "remove";
  if (remove === null) {
    return {
      subject,
      level: "warning",
      text: "Sigma's API has no such operation",
      advice: ERROR_CODES.REMOVE_UNSUPPORTED.cure,
      code: "REMOVE_UNSUPPORTED",
      facts: { exists: false },
    };
  }
  const { text, facts } = describe(remove, allowAssumed);
  if (remove.grade !== "assumed") return { subject, level: "ok", text, facts };
  if (allowAssumed)
    return { subject, level: "warning", text: `${text}; ${ALLOWED}`, advice: LOOK, facts };
  return {
    subject,
    level: "warning",
    text: `${text}; refused`,
    advice: ERROR_CODES.ASSUMED_REMOVE_REFUSED.cure,
    code: "ASSUMED_REMOVE_REFUSED",
    facts,
  };
}

function describe({ method, path, grade }: Operation, allowAssumed: boolean) {
  return {
    text: `${method} ${path} is ${SURE[grade]}; not tried here`,
    facts: { method, path, grade, allowed: grade !== "assumed" || allowAssumed },
  };
}

function describeRead(route: Operation | null) {
  if (route === null) return { text: "there is no such operation", facts: { exists: false } };
  const { method, path, grade } = route;
  const facts = { method, path, grade, allowed: true };
  return { text: `${method} ${path} is ${SURE[grade]}`, facts };
}
