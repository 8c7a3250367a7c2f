import './trusted-types';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './studio';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root to put the studio into.');

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
