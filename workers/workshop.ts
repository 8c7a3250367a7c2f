// Programs, their inputs and their codes for the collector, beside the page.
import { createWorkshop } from '../src/collector';
import { scopePort, serve } from '../src/measure';

serve(scopePort(self), createWorkshop());
