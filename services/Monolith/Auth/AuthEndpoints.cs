using Migration.Monolith.Problems;

namespace Migration.Monolith.Auth;

/// <summary>Keys for verifiers, their rotation, and tokens for the test users of a development environment.</summary>
internal sealed class AuthEndpoints(KeyRing keys, Tokens tokens, TestUserStore users, AuthSettings settings)
{
    public const string KeysPath = "/.well-known/jwks.json";
    public const string TokenPath = "/api/v1/auth/token";
    public const string TokensPath = "/api/v1/auth/tokens";

    private const int MostTokens = 1_000;

    public Task GetKeysAsync(HttpContext context)
    {
        var document = new JsonWebKeySetDocument([.. keys.Published.Select(key => key.Published)]);
        return context.AnswerAsync(document, MonolithJson.Default.JsonWebKeySetDocument);
    }

    public Task GetDiscoveryAsync(HttpContext context)
    {
        var origin = $"{context.Request.Scheme}://{context.Request.Host}";
        var document = new DiscoveryDocument(settings.Issuer, origin + KeysPath, origin + TokenPath);
        return context.AnswerAsync(document, MonolithJson.Default.DiscoveryDocument);
    }

    public async Task RotateAsync(HttpContext context)
    {
        context.RequireAdmin();
        var rotated = await keys.RotateAsync(context.RequestAborted);
        var answer = new RotationAnswer(rotated.Signer.Kid, [.. rotated.Keys.Select(key => key.Kid)]);
        await context.AnswerAsync(answer, MonolithJson.Default.RotationAnswer);
    }

    /// <summary>
    /// A token of the user with this <c>user_id</c> or <c>email</c>. For tests of those who verify tokens, <c>expires_in</c>
    /// (seconds, negative for one that has already expired) and <c>audience</c> can be chosen.
    /// </summary>
    public async Task IssueAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, "user_id", "email", "expires_in", "audience");
        var id = body.Int("user_id").Value;
        var email = body.Text("email").Value;
        var audience = body.Text("audience").Value;
        var longest = (int)AuthSettings.TokenLifetime.TotalSeconds;
        var expiresIn = body.Int("expires_in").Value ?? longest;
        if (id is null == email is null)
        {
            body.Refuse("user_id", "give either user_id or email");
        }

        // PostgreSQL's text holds no NUL.
        if (email?.Contains('\0', StringComparison.Ordinal) == true)
        {
            body.Refuse("email", "must be an e-mail address");
        }

        if (expiresIn < -longest || expiresIn > longest)
        {
            body.Refuse("expires_in", $"must lie between -{longest} and {longest} seconds");
        }

        if (audience is { Length: > 200 })
        {
            body.Refuse("audience", "must have at most 200 characters");
        }

        body.ThrowIfInvalid();
        var user = id is { } known
            ? await users.FindAsync(known, context.RequestAborted)
            : await users.FindAsync(email!, context.RequestAborted);
        if (user is null)
        {
            body.Refuse(id is null ? "email" : "user_id", "is no known test user; the seed makes users 1 to 11000 and admin@example.test");
            body.ThrowIfInvalid();
        }

        var answer = new TokenAnswer(tokens.Issue(user!, TimeSpan.FromSeconds(expiresIn), audience), "Bearer", expiresIn);
        context.Response.Headers.CacheControl = "no-store";
        await context.AnswerAsync(answer, MonolithJson.Default.TokenAnswer);
    }

    /// <summary>A token of each of the users with these <c>user_ids</c>, 1 to 1,000 of them: for tests that come as a crowd.</summary>
    public async Task IssueManyAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, "user_ids");
        IReadOnlyCollection<int> ids = [.. (body.Ints("user_ids").Value ?? []).Distinct()];
        if (ids.Count is 0 or > MostTokens)
        {
            body.Refuse("user_ids", $"must name 1 to {MostTokens} users");
        }

        body.ThrowIfInvalid();
        var known = await users.FindAsync(ids, context.RequestAborted);
        if (known.Count < ids.Count)
        {
            body.Refuse("user_ids", $"names {ids.Except(known.Select(user => user.Id)).First()}, who is no known test user; the seed makes users 1 to 11000");
            body.ThrowIfInvalid();
        }

        var lifetime = AuthSettings.TokenLifetime;
        var issued = known.Select(user => new IssuedToken(user.Id, tokens.Issue(user, lifetime)));
        context.Response.Headers.CacheControl = "no-store";
        await context.AnswerAsync(new TokensAnswer([.. issued], "Bearer", (int)lifetime.TotalSeconds), MonolithJson.Default.TokensAnswer);
    }
}
