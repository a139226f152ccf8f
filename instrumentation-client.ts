import { config } from "zod";

// zod would try whether `eval` is allowed, which the content security policy refuses, each time with a console error.
config({ jitless: true });
