// A request for tests: header fields by lower-case name, and a method.

import type { Asked } from '../../src/http/request.ts';

export const asking = (headers: Record<string, string> = {}, method = 'GET'): Asked => ({
  method,
  header: (name) => headers[name],
});
