import { ProviderDefinition, type MessageFns } from "./gen/tfplugin6.ts";
import type { Call, Method, Methods } from "./grpc-server.ts";
import { GrpcError, GrpcStatus } from "./status.ts";

type Definitions = typeof ProviderDefinition.methods;

/** The name of a call, such as `readResource`. */
export type CallName = keyof Definitions;

/** The request of each call. */
export type Requests = {
  [Name in CallName]: ReturnType<Definitions[Name]["requestType"]["decode"]>;
};

/** The answer of each call; of `listResource`, each of its answers. */
export type Responses = {
  [Name in CallName]: ReturnType<Definitions[Name]["responseType"]["decode"]>;
};

/** The one call with any number of answers. */
type StreamName = "listResource";
type UnaryName = Exclude<CallName, StreamName>;

type UnaryHandlers = {
  [Name in UnaryName]: (request: Requests[Name], call: Call) => Promise<Partial<Responses[Name]>>;
};

type StreamHandlers = {
  [Name in StreamName]: (
    request: Requests[Name],
    call: Call,
  ) => AsyncIterable<Partial<Responses[Name]>>;
};

/** One function for each call that is served. Fields that an answer leaves out are empty. */
export type Handlers = Partial<UnaryHandlers & StreamHandlers>;

/** Answers in their encoded form, which go before the handlers: for what is the same at every call. */
export type RawAnswers = { [Name in UnaryName]?: (call: Call) => Promise<Uint8Array> };

type Codecs<Names extends CallName> = {
  [Name in Names]: {
    name: string;
    requestType: MessageFns<Requests[Name]>;
    responseType: MessageFns<Responses[Name]>;
  };
};

const { listResource: LIST, ...unaryDefinitions } = ProviderDefinition.methods;
const UNARY: Codecs<UnaryName> = unaryDefinitions;

/** The calls of the provider by path. A call without a handler is not served, which is answered with UNIMPLEMENTED. */
export function providerMethods(handlers: Handlers, raw: RawAnswers = {}): Methods {
  const methods = new Map<string, Method>();
  for (const name of namesOf(UNARY)) {
    const answer = raw[name];
    const handler = handlers[name];
    if (answer !== undefined) {
      methods.set(pathOf(UNARY[name]), { kind: "unary", handle: async (_, call) => answer(call) });
    } else if (handler !== undefined) {
      methods.set(pathOf(UNARY[name]), unary(name, handler));
    }
  }
  if (handlers.listResource !== undefined) methods.set(pathOf(LIST), list(handlers.listResource));
  return methods;
}

function unary<Name extends UnaryName>(name: Name, handler: UnaryHandlers[Name]): Method {
  const { requestType, responseType } = UNARY[name];
  return {
    kind: "unary",
    handle: async (bytes, call) =>
      encode(responseType, await handler(decode(requestType, bytes), call)),
  };
}

function list(handler: StreamHandlers["listResource"]): Method {
  return {
    kind: "stream",
    async *handle(bytes, call) {
      for await (const event of handler(decode(LIST.requestType, bytes), call)) {
        yield encode(LIST.responseType, event);
      }
    },
  };
}

function decode<Request>(type: MessageFns<Request>, bytes: Uint8Array): Request {
  try {
    return type.decode(bytes);
  } catch {
    throw new GrpcError(GrpcStatus.INVALID_ARGUMENT, "the request cannot be decoded");
  }
}

const NOTHING = new Uint8Array();

function encode<Response>(type: MessageFns<Response>, answer: Partial<Response>): Uint8Array {
  // An empty message decodes to all fields with their defaults.
  return type.encode({ ...type.decode(NOTHING), ...answer }).finish();
}

function pathOf({ name }: { name: string }): string {
  return `/${ProviderDefinition.fullName}/${name}`;
}

function namesOf<Table extends object>(table: Table): Extract<keyof Table, string>[] {
  const names: Extract<keyof Table, string>[] = [];
  for (const name in table) names.push(name);
  return names;
}
