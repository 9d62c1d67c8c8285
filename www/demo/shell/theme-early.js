// Sets the theme before the first paint. It is a classic script, because modules are deferred.
(() => {
  const asked = new URLSearchParams(location.search);
  let theme = asked.get('theme');
  try {
    theme ??= localStorage.getItem('theme');
  } catch {
    // Storage is turned off, so the system's theme is used.
  }
  document.documentElement.dataset.theme = theme === 'light' || theme === 'dark' ? theme : 'system';
  if (asked.get('dir') === 'rtl') document.documentElement.dir = 'rtl';
})();
