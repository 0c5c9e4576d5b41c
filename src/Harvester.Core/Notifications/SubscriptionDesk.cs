using Harvester.Core.Access;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Notifications;

/// <summary>Enters who wants to be told, and takes him out again. Who may do that for whom is the caller's matter.</summary>
/// <param name="municipalities">Six-digit codes that there are.</param>
/// <param name="refusal">Why a webhook's address must not be asked (it is not public), or null; it is checked again, where it leads, at each notice.</param>
public sealed class SubscriptionDesk(
    IStore store, IReadOnlyCollection<string> municipalities, TimeProvider clock, Func<Uri, CancellationToken, Task<string?>>? refusal = null)
{
    /// <param name="municipality">Code, for that audience only.</param>
    /// <param name="language">Which language comes first: <c>ja</c> or <c>en</c>.</param>
    /// <param name="by">Who enters it; null: not told.</param>
    /// <exception cref="DecisionException">The target is none, or refused; there is no such municipality; it is subscribed already.</exception>
    public async Task<Subscription> AddAsync(
        NoticeAudience audience, string? municipality, DeliveryKind kind, string target, string language, string? by, CancellationToken cancellationToken)
    {
        if ((audience is NoticeAudience.Municipality) != (municipality is not null))
            throw new DecisionException("A municipality's notices go with its code, those of the central team and the maintainers with none.");
        if (municipality is not null && !municipalities.Contains(municipality))
            throw new DecisionException($"There is no municipality {PlainText.Line(municipality, 20)}: give a six-digit code such as 131032.");
        if (language is not ("ja" or "en"))
            throw new DecisionException("The language is ja or en.");
        if (Targets.Fault(kind, target) is { } fault)
            throw new DecisionException(char.ToUpperInvariant(fault[0]) + fault[1..] + ".");
        if (kind is DeliveryKind.Webhook && refusal is not null && await refusal(new Uri(target), cancellationToken) is { } why)
            throw new DecisionException($"The webhook {target} was not entered: {why}.");
        var subscription = new Subscription
        {
            Id = RecordHash.Format(RecordHash.OfText(string.Join('\n', EnumWord.Of(audience), municipality, EnumWord.Of(kind), kind is DeliveryKind.Mail ? target.ToLowerInvariant() : target)))[..12],
            Kind = kind,
            Target = target,
            Audience = audience,
            MunicipalityCode = municipality,
            Language = language,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = by is null ? null : PlainText.Line(by, 200),
        };
        return await store.Subscriptions.AddAsync(subscription, cancellationToken) ? subscription
            : throw new DecisionException($"{target} is subscribed to that already ({subscription.Id}).");
    }

    public Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken) => store.Subscriptions.ListAsync(cancellationToken);

    /// <summary>The one with this id, or null.</summary>
    public async Task<Subscription?> GetAsync(string id, CancellationToken cancellationToken) => (await ListAsync(cancellationToken)).FirstOrDefault(one => one.Id == id);

    /// <exception cref="DecisionException">There is none.</exception>
    public async Task<Subscription> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var subscription = await GetAsync(id, cancellationToken)
            ?? throw new DecisionException($"There is no subscription {PlainText.Line(id, 40)}: `subscription list` shows them.");
        await RemoveAsync(store, subscription, cancellationToken);
        return subscription;
    }

    /// <summary>What a secret ends; null: nothing, or nothing any more.</summary>
    public static Task<Subscription?> FindAsync(IStore store, string secret, CancellationToken cancellationToken) =>
        store.Subscriptions.FindAsync(RandomSecret.Hash(secret), cancellationToken);

    /// <summary>Ends what the secret ends; false: that was nothing.</summary>
    public static async Task<bool> EndAsync(IStore store, string secret, CancellationToken cancellationToken)
    {
        if (await FindAsync(store, secret, cancellationToken) is not { } subscription)
            return false;
        await RemoveAsync(store, subscription, cancellationToken);
        return true;
    }

    // Whoever wants no more gets no more, what is on its way included, unless he is there by another subscription.
    private static async Task RemoveAsync(IStore store, Subscription subscription, CancellationToken cancellationToken)
    {
        await store.Subscriptions.RemoveAsync(subscription.Id, cancellationToken);
        if (!(await store.Subscriptions.ListAsync(cancellationToken)).Any(other => other.Kind == subscription.Kind && other.Target == subscription.Target))
            await store.Notices.TakeBackAsync(subscription.Kind, subscription.Target, cancellationToken);
    }
}
