import { jest } from "@jest/globals";

// A test of a real engine runs several of its commands, each of which takes seconds.
jest.setTimeout(300_000);
