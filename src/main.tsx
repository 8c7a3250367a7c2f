const root = document.getElementById('root');
if (root) root.textContent = 'Code Live Studio';
