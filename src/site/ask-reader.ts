// Asks the person in front of the frame, in the frame's own dialog: a host page cannot answer for them.

/** True when the person agreed. */
export function askReader(title: string, text: string): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'embed-question';
  const heading = document.createElement('h2');
  heading.id = 'embed-question';
  heading.textContent = title;
  dialog.setAttribute('aria-labelledby', heading.id);
  const why = document.createElement('p');
  why.textContent = text;
  const form = document.createElement('form');
  form.method = 'dialog';
  form.className = 'actions';
  for (const [label, value] of [
    ['Cancel', ''],
    ['Yes', 'yes'],
  ] as const) {
    const button = document.createElement('button');
    button.className = value ? 'button danger' : 'button';
    button.value = value;
    button.textContent = label;
    button.autofocus = !value;
    form.append(button);
  }
  dialog.append(heading, why, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
  });
}
