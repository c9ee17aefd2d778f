/**
 * The messages of Pulumi's plugin protocol, as Pulumi publishes them with its SDK. The modules are CommonJS without names
 * that Node.js could find, so that each comes as a whole.
 */
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import pluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import providerMessages from "@pulumi/pulumi/proto/provider_pb.js";

export { emptyMessages, pluginMessages, providerMessages };
