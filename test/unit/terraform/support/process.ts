import type {
  DynamicValue,
  MessageFns,
} from "../../../../provider/terraform/protocol/gen/tfplugin6.ts";
import { ProviderDefinition } from "../../../../provider/terraform/protocol/gen/tfplugin6.ts";
import { createHandlers, rawAnswers } from "../../../../provider/terraform/handlers.ts";
import { providerMethods } from "../../../../provider/terraform/protocol/provider-service.ts";
import { createProvider } from "../../../../provider/terraform/provider.ts";
import { encodeDynamic } from "../../../../provider/terraform/wire.ts";
import type { ObjectValue } from "../../../../provider/terraform/values/value.ts";

/** What a process of the provider finds around it. */
export interface Surroundings {
  /** Variables of the environment. */
  env?: Readonly<Record<string, string | undefined>>;
  /** The provider's arguments. */
  config?: ObjectValue;
}

/** One kind of call, as the generated code describes it. */
interface Definition<Request, Response> {
  name: string;
  requestType: MessageFns<Request>;
  responseType: MessageFns<Response>;
}

/** The answer to a call, and its bytes. */
export interface Answered<Response> {
  message: Response;
  bytes: Buffer;
}

/** One life of the provider's process, called in bytes as Terraform calls it. */
export interface ProviderProcess {
  /** What the process has logged. */
  lines: readonly string[];
  call: <Request, Response>(
    definition: Definition<Request, Response>,
    request: Partial<Request>,
    signal?: AbortSignal,
  ) => Promise<Answered<Response>>;
  /** A call with any number of answers. */
  stream: <Request, Response>(
    definition: Definition<Request, Response>,
    request: Partial<Request>,
    signal?: AbortSignal,
  ) => Promise<Answered<Response>[]>;
}

/** The calls of the protocol. */
export const RPC = ProviderDefinition.methods;

const EMPTY = new Uint8Array();
const PATIENT = new AbortController().signal;

/** Starts the provider, and configures it where `config` is given. */
export async function startProcess({ env = {}, config }: Surroundings): Promise<ProviderProcess> {
  const lines: string[] = [];
  const provider = createProvider({
    env: (name) => env[name],
    file: async () => {
      throw Object.assign(new Error("no key files"), { code: "ENOTSUP" });
    },
    print: (line) => void lines.push(line),
  });
  const methods = providerMethods(createHandlers(provider), rawAnswers);
  const methodOf = ({ name }: { name: string }) => {
    const method = methods.get(`/${ProviderDefinition.fullName}/${name}`);
    if (method === undefined) throw new Error(`${name} is not served`);
    return method;
  };

  const running: ProviderProcess = {
    lines,
    async call(definition, request, signal = PATIENT) {
      const method = methodOf(definition);
      if (method.kind !== "unary") throw new Error(`${definition.name} has many answers`);
      const bytes = await method.handle(encoded(definition.requestType, request), { signal });
      return { message: definition.responseType.decode(bytes), bytes: Buffer.from(bytes) };
    },
    async stream(definition, request, signal = PATIENT) {
      const method = methodOf(definition);
      if (method.kind !== "stream") throw new Error(`${definition.name} has one answer`);
      const answers = [];
      for await (const bytes of method.handle(encoded(definition.requestType, request), {
        signal,
      })) {
        answers.push({ message: definition.responseType.decode(bytes), bytes: Buffer.from(bytes) });
      }
      return answers;
    },
  };
  if (config !== undefined) {
    const request = { terraformVersion: "1.11.4", config: asDynamic(config) };
    await running.call(RPC.configureProvider, request);
  }
  return running;
}

/** An object, or null, for the wire. */
export function asDynamic(value: ObjectValue | null): DynamicValue {
  return encodeDynamic(value);
}

function encoded<Message>(type: MessageFns<Message>, message: Partial<Message>): Uint8Array {
  return type.encode({ ...type.decode(EMPTY), ...message }).finish();
}
