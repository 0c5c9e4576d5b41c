using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Access;

/// <summary>Writes down what persons did, once it is done.</summary>
/// <param name="find">A configured source by its id: the log says which body an act concerned. Null: there is none.</param>
public sealed class AuditTrail(IStore store, Func<string, Source?> find, TimeProvider clock)
{
    /// <summary>An act on a source, and on a run of it.</summary>
    /// <param name="detail">See <see cref="AuditEntry.Detail"/>.</param>
    /// <exception cref="StoreException">The store is away: the act was done, and stands nowhere.</exception>
    public Task OnSourceAsync(Account by, AuditAction action, string source, string? run, string detail) => AddAsync(Entry(by, action) with
    {
        Source = source,
        Run = run,
        Municipality = find(source)?.PublisherCode,
        Detail = detail,
    });

    public Task OnRunAsync(Account by, AuditAction action, RunReport run) => OnSourceAsync(by, action, run.Source, run.Id, Outcome(action, run));

    /// <summary>An act on a dataset.</summary>
    /// <param name="municipality">Its publisher; null: that of its source.</param>
    /// <exception cref="StoreException">As for <see cref="OnSourceAsync"/>.</exception>
    public Task OnDatasetAsync(Account by, AuditAction action, string dataset, string source, string? municipality, string detail) => AddAsync(Entry(by, action) with
    {
        Dataset = dataset,
        Source = source,
        Municipality = municipality ?? find(source)?.PublisherCode,
        Detail = detail,
    });

    /// <exception cref="StoreException">As for <see cref="OnSourceAsync"/>.</exception>
    public Task OnVerdictAsync(Account by, DuplicateVerdict verdict) => AddAsync(Entry(by, verdict.Kind is VerdictKind.Same ? AuditAction.SaySame : AuditAction.SayApart) with
    {
        Dataset = verdict.First,
        Source = DatasetId.SourceOf(verdict.First),
        Detail = verdict.By is { } name && name != by.Label ? $"{verdict.Second} ({name})" : verdict.Second,
    });

    /// <exception cref="StoreException">As for <see cref="OnSourceAsync"/>.</exception>
    public Task OnTokenAsync(Account by, AuditAction action, AccessToken token) => AddAsync(Entry(by, action) with
    {
        Municipality = token.Municipality,
        Detail = $"{token.Id} ({token.Label})",
    });

    public Task OnSubscriptionAsync(Account by, AuditAction action, Subscription subscription) => AddAsync(Entry(by, action) with
    {
        Municipality = subscription.MunicipalityCode,
        Detail = $"{EnumWord.Of(subscription.Audience)}: {EnumWord.Of(subscription.Kind)} {subscription.Target}",
    });

    /// <exception cref="StoreException">As for <see cref="OnSourceAsync"/>.</exception>
    public Task OnNoteAsync(Account by, CellNote note) => AddAsync(Entry(by, AuditAction.Note) with
    {
        // The team's own: the municipality does not read it.
        StandardDataset = note.StandardDataset,
        Detail = string.Join("; ", new[] { note.Municipality, EnumWord.Of(note.State), note.By?.ToString("yyyy-MM-dd"), note.Contact, note.Text }.Where(part => !string.IsNullOrEmpty(part))),
    });

    private AuditEntry Entry(Account by, AuditAction action)
    {
        var at = clock.GetUtcNow();
        return new AuditEntry { Id = AuditEntry.NewId(at), At = at, Token = by.Token, Who = by.Label, Action = action };
    }

    // Whoever asked may have gone: what was done stands in the log all the same.
    private Task AddAsync(AuditEntry entry) => store.Audit.AddAsync(entry, CancellationToken.None);

    private static string Outcome(AuditAction action, RunReport run) => action switch
    {
        AuditAction.Approve or AuditAction.RemoveSource => $"withdrawn: {run.Withdrawn}",
        AuditAction.ApproveAsMoved => $"moved: {run.Moved}, held: {run.Held}",
        AuditAction.Undo => $"restored: {run.Restored}",
        _ => "",
    };
}
