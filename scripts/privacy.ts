// Writes docs/PRIVACY.md from the schemas of the records.
import { writeFileSync } from 'node:fs';
import { privacyMarkdown } from '../src/dataset';

writeFileSync(new URL('../docs/PRIVACY.md', import.meta.url), privacyMarkdown());
