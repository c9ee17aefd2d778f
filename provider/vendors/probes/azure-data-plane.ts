import { TransportFailure, type HttpAnswer } from "../../http/http.ts";
import type { Secret } from "../../integration/secret.ts";
import { isRecord } from "../../integration/unknown.ts";
import type { Ask } from "./ask.ts";
import { isNoSuchPath, judge, type Sight } from "./azure-answers.ts";
import type { DataPlane } from "./azure-endpoint.ts";
import { invalid, unreachable } from "./finding.ts";

/** What a deployment can be asked for. */
export type Operation = "chat" | "embeddings";

/** One deployment, and the key that it is asked with. */
export interface Target {
  plane: DataPlane;
  apiKey: Secret;
  deploymentId: string;
}

/** The requests of one preflight to Azure OpenAI. */
export interface DataPlaneClient {
  /**
   * The model of a deployment by the list of all, which costs nothing and is not documented; nothing where it is not there, and
   * a failure where nothing can be reached at all.
   */
  listedModel: (
    target: Target,
  ) => Promise<string | Extract<Sight, { kind: "finding" }> | undefined>;
  operate: (operation: Operation, target: Target) => Promise<Sight>;
  /** The model of a deployment by the operation that it does not have, which costs nothing. */
  modelByWrongOperation: (own: Operation, target: Target) => Promise<string | undefined>;
}

/** The last version of the API that lists deployments. */
const LISTING_VERSION = "2023-03-15-preview";

/** The version where v1 is not there and the endpoint names none. */
const DATED_VERSION = "2024-10-21";

const PATHS = { chat: "chat/completions", embeddings: "embeddings" } as const;

const BODIES = {
  chat: { messages: [{ role: "user", content: "Answer with one word." }] },
  embeddings: { input: "word" },
} as const;

/** Newer models refuse `max_tokens`, and old versions of the API refuse this one, which is why these get none. */
const LIMIT = { chat: { max_completion_tokens: 16 }, embeddings: {} } as const;

/** Makes the client. Both models of one resource share one list. */
export function createDataPlaneClient(ask: Ask): DataPlaneClient {
  const lists: { target: Target; models: ReturnType<typeof list> }[] = [];

  const operate = async (operation: Operation, target: Target): Promise<Sight> => {
    const { plane, apiKey, deploymentId } = target;
    const post = async (path: string, body: object): Promise<HttpAnswer | TransportFailure> =>
      ask({
        method: "POST",
        url: new URL(`${plane.base}/openai/${path}`),
        headers: { "api-key": apiKey.reveal() },
        body: { ...BODIES[operation], ...body },
      });
    const answer = await post(`v1/${PATHS[operation]}`, {
      model: deploymentId,
      ...LIMIT[operation],
    });
    if (answer instanceof TransportFailure) return failed(plane, answer);
    if (!isNoSuchPath(answer)) return judge(answer, plane, apiKey);
    const version = encodeURIComponent(plane.apiVersion ?? DATED_VERSION);
    const path = `deployments/${encodeURIComponent(deploymentId)}/${PATHS[operation]}`;
    const dated = await post(`${path}?api-version=${version}`, {});
    return dated instanceof TransportFailure ? failed(plane, dated) : judge(dated, plane, apiKey);
  };

  return {
    async listedModel(target) {
      let entry = lists.find((known) => isSameResource(known.target, target));
      if (entry === undefined) {
        entry = { target, models: list(target, ask) };
        lists.push(entry);
      }
      const models = await entry.models;
      return models instanceof TransportFailure
        ? failed(target.plane, models)
        : models.get(target.deploymentId);
    },
    operate,
    async modelByWrongOperation(own, target) {
      const sight = await operate(own === "chat" ? "embeddings" : "chat", target);
      if (sight.kind === "wrong model") return sight.model;
      return sight.kind === "works" ? sight.model : undefined;
    },
  };
}

/** Whatever else it answers is no verdict, since the operations that follow are documented and this one is not. */
async function list(
  { plane, apiKey }: Target,
  ask: Ask,
): Promise<ReadonlyMap<string, string> | TransportFailure> {
  const answer = await ask({
    method: "GET",
    url: new URL(`${plane.base}/openai/deployments?api-version=${LISTING_VERSION}`),
    headers: { "api-key": apiKey.reveal() },
  });
  if (answer instanceof TransportFailure) return answer;
  if (answer.status !== 200) return new Map();
  const data = isRecord(answer.json) ? answer.json["data"] : undefined;
  if (!Array.isArray(data)) return new Map();
  return new Map(
    data.flatMap((deployment: unknown): [string, string][] => {
      const { id, model } = isRecord(deployment) ? deployment : {};
      return typeof id === "string" && typeof model === "string" ? [[id, model]] : [];
    }),
  );
}

/** A name of Azure's that does not exist is misspelt, or its account is gone. A gateway's may be known to Sigma alone. */
function failed(
  { host, isAzure }: DataPlane,
  failure: TransportFailure,
): Extract<Sight, { kind: "finding" }> {
  const finding =
    failure.isUnknownHost && isAzure
      ? {
          ...invalid(
            `there is no such resource: the name ${host} was not found (DNS)`,
            'Copy the endpoint from the Azure portal; a resource that was deleted has none any more. One that was made a moment ago is waited for with {azureOpenai.validationWait} "10m".',
          ),
          passing: true,
        }
      : unreachable(host, failure);
  return { kind: "finding", field: "endpointUrl", finding };
}

function isSameResource(one: Target, other: Target): boolean {
  return one.plane.base === other.plane.base && one.apiKey.reveal() === other.apiKey.reveal();
}
