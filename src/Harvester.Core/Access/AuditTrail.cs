using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Core.Takedowns;

namespace Harvester.Core.Access;

/// <summary>Writes down what persons do: that it begins before it does, so that no crash leaves an act without its entry, and what came of it.</summary>
/// <param name="find">A configured source by its id: the log says which body an act concerned. Null: there is none.</param>
public sealed class AuditTrail(IStore store, Func<string, Source?> find, TimeProvider clock)
{
    /// <summary>Carries out an act under an entry.</summary>
    /// <param name="begun">What is known of it before, from one of the methods below.</param>
    /// <param name="done">The entry as it is to stand, once more is known; null: as it is.</param>
    /// <exception cref="StoreException">The store is away: before the act, and it was not done; or the act's own, and its entry says no more than that it began.</exception>
    /// <exception cref="DecisionException">The act's own: it was refused, as its entry says.</exception>
    /// <exception cref="BusyException">As before.</exception>
    public async Task<T> ActAsync<T>(AuditEntry begun, Func<Task<T>> act, Func<AuditEntry, T, AuditEntry>? done = null)
    {
        // Whoever asked may have gone: what is done stands in the log all the same.
        await store.Audit.AddAsync(begun with { Outcome = AuditOutcome.Begun }, CancellationToken.None);
        T result;
        try
        {
            result = await act();
        }
        catch (Exception refused) when (refused is DecisionException or BusyException)
        {
            await CompleteAsync(Refused(begun, refused.Message));
            throw;
        }

        var entry = begun with { Outcome = AuditOutcome.Done };
        await CompleteAsync(done is null ? entry : done(entry, result));
        return result;
    }

    /// <summary>Writes down an act that was not even begun, as it is not for this person to do.</summary>
    /// <exception cref="StoreException">The store is away.</exception>
    public Task RefuseAsync(AuditEntry entry, string reason) => store.Audit.AddAsync(Refused(entry, reason), CancellationToken.None);

    /// <summary>A person's word on a run, with its figures.</summary>
    /// <exception cref="DecisionException">As for <see cref="ActAsync"/>.</exception>
    /// <exception cref="StoreException">As for <see cref="ActAsync"/>.</exception>
    public async Task<RunReport> OnRunAsync(Account by, AuditAction action, string run, Func<Task<RunReport>> decide, CancellationToken cancellationToken) =>
        await ActAsync(await OnRunAsync(by, action, run, cancellationToken), decide, (entry, report) => entry with { Detail = Outcome(action, report) });

    /// <summary>An act on a run, which may not be there.</summary>
    public async Task<AuditEntry> OnRunAsync(Account by, AuditAction action, string run, CancellationToken cancellationToken)
    {
        var entry = OnAnything(by, action, "") with { Run = run };
        return await store.Runs.GetAsync(run, cancellationToken) is { } report ? On(entry, report.Source) : entry;
    }

    public AuditEntry OnSource(Account by, AuditAction action, string source, string detail = "") => On(OnAnything(by, action, detail), source);

    /// <summary>Takes a dataset down, by a person's word.</summary>
    /// <exception cref="DecisionException">As for <see cref="TakedownDesk.EraseAsync"/>.</exception>
    /// <exception cref="BusyException">As before.</exception>
    public async Task<Takedown> OnErasureAsync(Account by, TakedownDesk desk, string dataset, string reason, CancellationToken cancellationToken)
    {
        var entry = OnDataset(by, AuditAction.Erase, dataset, reason);
        // Afterwards nobody can tell any more whose it was.
        var publisher = (await store.Datasets.GetAsync(dataset, cancellationToken))?.Publisher.Code;
        return await ActAsync(
            entry with { Municipality = publisher ?? entry.Municipality }, () => desk.EraseAsync(dataset, reason, cancellationToken), static (done, takedown) => done with { Dataset = takedown.Id });
    }

    public AuditEntry OnDataset(Account by, AuditAction action, string dataset, string detail) => On(OnAnything(by, action, detail) with { Dataset = dataset }, DatasetId.SourceOf(dataset));

    /// <summary>A person's word on two datasets.</summary>
    /// <param name="name">Who says so, where that is another than who acts.</param>
    /// <exception cref="DecisionException">As for <see cref="VerdictDesk.GiveAsync"/>.</exception>
    public Task<GivenVerdict> OnVerdictAsync(Account by, VerdictDesk desk, VerdictKind kind, string one, string other, string? name, CancellationToken cancellationToken)
    {
        var verdict = DuplicateVerdict.Of(one, other, kind, name, clock.GetUtcNow());
        var entry = OnAnything(by, kind is VerdictKind.Same ? AuditAction.SaySame : AuditAction.SayApart, name is not null && name != by.Label ? $"{verdict.Second} ({name})" : verdict.Second);
        return ActAsync(entry with { Dataset = verdict.First, Source = DatasetId.SourceOf(verdict.First) }, () => desk.GiveAsync(kind, one, other, name, cancellationToken));
    }

    public static AuditEntry OnToken(AuditEntry entry, AccessToken token) => entry with { Municipality = token.Municipality, Detail = $"{token.Id} ({token.Label})" };

    /// <summary>Enters who wants to be told.</summary>
    /// <param name="name">Who enters it, where that is another than who acts.</param>
    /// <exception cref="DecisionException">As for <see cref="SubscriptionDesk.AddAsync"/>.</exception>
    public Task<Subscription> OnSubscribingAsync(
        Account by, SubscriptionDesk desk, NoticeAudience audience, string? municipality, DeliveryKind kind, string target, string language, string? name, CancellationToken cancellationToken)
    {
        var detail = name is not null && name != by.Label ? $"{Of(audience, kind, target)} ({name})" : Of(audience, kind, target);
        return ActAsync(
            OnAnything(by, AuditAction.Subscribe, detail) with { Municipality = municipality },
            () => desk.AddAsync(audience, municipality, kind, target, language, name, cancellationToken));
    }

    /// <summary>Takes out who wanted to be told.</summary>
    /// <exception cref="DecisionException">As for <see cref="SubscriptionDesk.RemoveAsync(string, CancellationToken)"/>.</exception>
    public async Task<Subscription> OnUnsubscribingAsync(Account by, SubscriptionDesk desk, string id, CancellationToken cancellationToken)
    {
        var entry = OnAnything(by, AuditAction.Unsubscribe, PlainText.Line(id, 40));
        if (await desk.GetAsync(id, cancellationToken) is { } subscription)
            entry = entry with { Municipality = subscription.MunicipalityCode, Detail = Of(subscription.Audience, subscription.Kind, subscription.Target) };
        return await ActAsync(entry, () => desk.RemoveAsync(id, cancellationToken));
    }

    private static string Of(NoticeAudience audience, DeliveryKind kind, string target) => $"{EnumWord.Of(audience)}: {EnumWord.Of(kind)} {PlainText.Line(target, 200)}";

    // The team's own: the municipality does not read it.
    public static AuditEntry OnNote(AuditEntry entry, CellNote note) => entry with
    {
        StandardDataset = note.StandardDataset,
        Detail = string.Join("; ", new[] { note.Municipality, EnumWord.Of(note.State), note.By?.ToString("yyyy-MM-dd"), note.Contact, note.Text }.Where(part => !string.IsNullOrEmpty(part))),
    };

    /// <summary>An act on what has no place of its own in an entry.</summary>
    /// <param name="detail">See <see cref="AuditEntry.Detail"/>.</param>
    public AuditEntry OnAnything(Account by, AuditAction action, string detail)
    {
        var at = clock.GetUtcNow();
        return new AuditEntry { Id = AuditEntry.NewId(at), At = at, Token = by.Token, Who = by.Label, Action = action, Detail = detail };
    }

    private AuditEntry On(AuditEntry entry, string source) => entry with { Source = source, Municipality = find(source)?.PublisherCode };

    private static AuditEntry Refused(AuditEntry entry, string reason) =>
        entry with { Outcome = AuditOutcome.Refused, Detail = entry.Detail.Length > 0 ? $"{entry.Detail}: {reason}" : reason };

    private async Task CompleteAsync(AuditEntry entry)
    {
        try
        {
            await store.Audit.CompleteAsync(entry, CancellationToken.None);
        }
        catch (StoreException)
        {
            // The act is over, and whoever did it is to hear of that; the entry says that it began.
        }
    }

    private static string Outcome(AuditAction action, RunReport run) => action switch
    {
        AuditAction.Approve => $"withdrawn: {run.Withdrawn}",
        AuditAction.ApproveAsMoved => $"moved: {run.Moved}, held: {run.Held}",
        AuditAction.Undo => $"restored: {run.Restored}",
        _ => "",
    };
}
