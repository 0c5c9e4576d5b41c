// Follows a run on its own page: figures as they change, and the whole page anew once it has ended. Without this, the page reloads itself.
(() => {
  'use strict';
  const page = document.querySelector('[data-events]');
  if (!page || !window.EventSource) return;

  const number = (n) => n.toLocaleString('en-US');
  const bytes = (n) => {
    if (n < 1000) return n + ' B';
    const [unit, name] = n < 1e6 ? [1e3, 'kB'] : n < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
    return String(Math.round(n / unit * 10) / 10) + ' ' + name;
  };
  const shown = {
    bytes,
    seconds: (n) => n.toFixed(n < 10 ? 1 : 0),
  };

  const events = new EventSource(page.dataset.events);
  events.addEventListener('figures', (event) => {
    const figures = JSON.parse(event.data);
    for (const name of Object.keys(figures)) {
      const place = document.getElementById('run-' + name);
      if (place) place.textContent = (shown[name] || number)(figures[name]);
    }
  });
  events.addEventListener('ended', () => {
    events.close();
    window.location.reload();
  });
  window.addEventListener('pagehide', () => events.close());
})();
