// A page whose address brings a state of the cloud offers to open it, above everything else; lessons, workbench and controls alike.

if (!document.querySelector('pocket-shared-state'))
  (document.querySelector('main article') ?? document.querySelector('main'))?.prepend(document.createElement('pocket-shared-state'));

export {};
