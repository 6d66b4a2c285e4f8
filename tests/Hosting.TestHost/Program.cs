using Migration.Hosting.TestHost;

// Two programs in one, for tests that need a process of their own: a small service, and an AppHost that starts such services.
return args is [var verb, .. var rest]
    ? verb switch
    {
        "service" => await TestService.RunAsync(rest),
        "apphost" => await TestAppHost.RunAsync(rest),
        _ => throw new ArgumentException($"Unknown verb '{verb}'.", nameof(args)),
    }
    : throw new ArgumentException("Give a verb: service or apphost.", nameof(args));
