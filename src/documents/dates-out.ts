// Dates as the documents write them, in whole seconds, always UTC.

import type { Instant } from '../model/time.ts';

/** `Tue, 03 Mar 2026 09:00:00 GMT` (RFC 822 with a four-digit year). */
export const rfc822 = (instant: Instant): string => new Date(instant).toUTCString();

/** `2026-03-03T09:00:00Z` (RFC 3339). */
export const rfc3339 = (instant: Instant): string => new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
