// Answers what the forecaster is asked, in plain TypeScript; another worker trains it.
import { scopePort, serve } from '../src/measure';
import { forecaster, inferOperations } from '../src/plugins/inference';

serve(scopePort(self), inferOperations(forecaster));
