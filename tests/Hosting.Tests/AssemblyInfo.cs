// Tests here build projects, start processes and bind ports: side by side they would only slow each other down.
[assembly: DoNotParallelize]
