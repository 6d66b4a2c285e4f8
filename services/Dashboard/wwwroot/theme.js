// Runs before the first paint, so that a dark page is never white first. Fluent UI keeps the choice under this name.
(() => {
  const choice = () => {
    try {
      return JSON.parse(localStorage.getItem('fluentui-blazor:theme-settings'))?.mode;
    } catch {
      return undefined;
    }
  };
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const mode = choice();
    document.documentElement.dataset.theme = mode === 'dark' || mode === 'light' ? mode : system.matches ? 'dark' : 'light';
  };
  apply();
  system.addEventListener('change', apply);
  addEventListener('DOMContentLoaded', () => document.body.addEventListener('themeChanged', apply));
})();
