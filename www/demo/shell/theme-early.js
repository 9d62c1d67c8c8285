// Runs before the first paint, so that a chosen theme does not flash. A classic script on purpose:
// modules are deferred.
(() => {
  const asked = new URLSearchParams(location.search);
  let theme = asked.get('theme');
  try {
    theme ??= localStorage.getItem('theme');
  } catch {
    // Storage is switched off: the system's theme will do.
  }
  document.documentElement.dataset.theme = theme === 'light' || theme === 'dark' ? theme : 'system';
  if (asked.get('dir') === 'rtl') document.documentElement.dir = 'rtl';
})();
