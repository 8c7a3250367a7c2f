// Reads datasets and says how good they are, beside the page.
import { qualityOperations } from '../src/collector/quality';
import { scopePort, serve } from '../src/measure';

serve(scopePort(self), qualityOperations());
