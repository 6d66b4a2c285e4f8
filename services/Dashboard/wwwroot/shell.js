// Keys press what is on the page: an element says with data-shortcut which key it answers to.
(() => {
  const isTyping = target => target.closest?.('input, textarea, select, [contenteditable], fluent-text-input, fluent-text-area, fluent-dropdown');
  const visible = element => element.offsetParent !== null;
  const press = selector => {
    const element = [...document.querySelectorAll(selector)].find(visible);
    element?.click();
    return element;
  };

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }

    const target = event.composedPath()[0];
    if (event.key === 'Escape') {
      if (isTyping(target)) {
        target.blur();
      } else if (!document.querySelector('fluent-dialog')) {
        press('[data-escape]');
      }
    } else if (!isTyping(target) && !document.querySelector('fluent-dialog')) {
      if (event.key === '/') {
        const filter = [...document.querySelectorAll('[data-filter]')].find(visible);
        if (filter) {
          filter.focus();
          filter.select?.();
          event.preventDefault();
        }
      } else if (/^[a-z?]$/.test(event.key)) {
        press(`[data-shortcut="${event.key}"]`);
      }
    }
  });

  // A dashboard that was started anew knows this page no more.
  document.addEventListener('components-reconnect-state-changed', event => {
    if (event.detail.state === 'rejected') {
      location.reload();
    }
  });
})();
