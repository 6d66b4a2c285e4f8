// Keeps the end of a box in view for as long as the reader is there.
export function followEnd(box) {
  const near = 40;
  let isAtEnd = true;
  const stick = () => {
    if (isAtEnd) {
      box.scrollTop = box.scrollHeight;
    }
  };
  box.addEventListener('scroll', () => { isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < near; }, { passive: true });
  new MutationObserver(stick).observe(box, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] });
  stick();
}
