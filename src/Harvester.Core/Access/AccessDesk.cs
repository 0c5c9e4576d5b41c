using System.Security.Cryptography;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Access;

/// <summary>Makes tokens, takes them back, and looks whether a secret is one of them. Each change stands in the audit log.</summary>
/// <param name="municipalities">Six-digit code → name of every body that a token may be for.</param>
public sealed class AccessDesk(IStore store, IReadOnlyDictionary<string, string> municipalities, TimeProvider clock)
{
    public const int LongestLabel = 100;

    private readonly AuditTrail trail = new(store, static _ => null, clock);

    /// <param name="municipality">Null: for the central team.</param>
    /// <param name="label">Whose it is; null: the body's name.</param>
    /// <exception cref="DecisionException">No body has the code, or the label is no label.</exception>
    public Task<IssuedToken> CreateAsync(string? municipality, string? label, Account by, CancellationToken cancellationToken)
    {
        var known = municipality is not null && municipalities.ContainsKey(municipality);
        return ActAsync(trail.OnAnything(by, AuditAction.CreateToken, "") with { Municipality = known ? municipality : null }, async () =>
        {
            if (municipality is not null && !known)
                throw new DecisionException($"no body has the code \"{municipality}\": give the six digits of a municipality, as in 131032");
            var name = TypedText.Line(label, "label", LongestLabel) ?? (municipality is null ? "central" : municipalities[municipality]);
            var secret = AccessSecret.New();
            var now = clock.GetUtcNow();
            var token = new AccessToken
            {
                Id = $"t-{RandomNumberGenerator.GetHexString(10, lowercase: true)}",
                Label = name,
                Role = municipality is null ? AccessRole.Central : AccessRole.Municipality,
                Municipality = municipality,
                Hash = AccessSecret.Hash(secret),
                CreatedAt = now,
                CreatedBy = by.Label,
                IssuedAt = now,
            };
            await store.Access.AddAsync(token, cancellationToken);
            return new IssuedToken(token, secret);
        });
    }

    /// <summary>Another secret for the same token: the one that it had is void at once, with all sessions that began with it.</summary>
    /// <exception cref="DecisionException">There is no such token, or it is revoked.</exception>
    public Task<IssuedToken> ReissueAsync(string id, Account by, CancellationToken cancellationToken) => ActAsync(trail.OnAnything(by, AuditAction.ReissueToken, id), async () =>
    {
        var secret = AccessSecret.New();
        var token = await store.Access.ReissueAsync(id, AccessSecret.Hash(secret), clock.GetUtcNow(), cancellationToken)
            ?? throw await RefusalAsync(id, cancellationToken);
        return new IssuedToken(token, secret);
    });

    /// <summary>Nobody gets in by it from now on, and sessions that began with it are over.</summary>
    /// <exception cref="DecisionException">There is no such token, or it was revoked before.</exception>
    public Task<AccessToken> RevokeAsync(string id, Account by, CancellationToken cancellationToken) => trail.ActAsync(
        trail.OnAnything(by, AuditAction.RevokeToken, id),
        async () => await store.Access.RevokeAsync(id, clock.GetUtcNow(), cancellationToken)
            ? (await store.Access.GetAsync(id, cancellationToken))!
            : throw await RefusalAsync(id, cancellationToken),
        AuditTrail.OnToken);

    /// <summary>The token that this secret is of, remembered as used today; null: of none, or of one that is revoked.</summary>
    public async Task<AccessToken?> CheckAsync(string? secret, CancellationToken cancellationToken)
    {
        var hash = AccessSecret.Hash(secret?.Trim() ?? "");
        AccessToken? found = null;
        // All of them, though one was found: how long it takes tells nothing.
        foreach (var token in await store.Access.ListAsync(cancellationToken))
        {
            if (AccessSecret.Matches(token.Hash, hash) & token.RevokedAt is null)
                found = token;
        }

        if (found is not null)
            await UsedAsync(found, cancellationToken);
        return found;
    }

    /// <summary>The token of a session, as long as the session is good: it is not revoked, and still has the secret by which the session began.</summary>
    public async Task<AccessToken?> GoesOnAsync(string id, int issue, CancellationToken cancellationToken)
    {
        if (await store.Access.GetAsync(id, cancellationToken) is not { RevokedAt: null } token || token.Issue != issue)
            return null;
        await UsedAsync(token, cancellationToken);
        return token;
    }

    private Task<IssuedToken> ActAsync(AuditEntry begun, Func<Task<IssuedToken>> act) => trail.ActAsync(begun, act, static (entry, issued) => AuditTrail.OnToken(entry, issued.Token));

    private Task UsedAsync(AccessToken token, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(IsoDate.Japan).DateTime);
        return token.LastUsed == today ? Task.CompletedTask : store.Access.UseAsync(token.Id, today, cancellationToken);
    }

    private async Task<DecisionException> RefusalAsync(string id, CancellationToken cancellationToken) => new(await store.Access.GetAsync(id, cancellationToken) switch
    {
        null => $"no token {id}: `token list` shows them",
        { RevokedAt: { } at } => $"token {id} was revoked on {at:yyyy-MM-dd HH:mm}Z: create another one",
        _ => $"token {id} was changed at this moment by somebody else: look at it, and try again",
    });
}
