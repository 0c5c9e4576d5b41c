using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Storage.MongoDb;
using Harvester.Storage.Sqlite;

namespace Harvester.Storage.Copying;

/// <summary>
/// Moves a whole catalogue with its history from one store to another, of whatever kind, in constant memory. It may be cut off at any moment: the target
/// remembers after each batch how far it has come, and the same copy, started again, goes on there.
/// </summary>
public sealed class StoreCopy : IAsyncDisposable
{
    private const int BatchSize = 500;

    /// <summary>Pieces of answers have up to 1 MB each.</summary>
    private const int MostPieces = 8;

    private readonly ICopyable source;
    private readonly ICopyable target;
    private readonly int batchSize;
    private CopyMark mark;

    private StoreCopy(ICopyable source, ICopyable target, CopyMark mark, CopyStart start, int batchSize) =>
        (this.source, this.target, this.mark, Start, this.batchSize) = (source, target, mark, start, batchSize);

    /// <summary>Whether it begins, goes on, or begins anew.</summary>
    public CopyStart Start { get; }

    /// <summary>Opens both stores. The target is made, or goes on from where an earlier copy of this source was cut off.</summary>
    /// <param name="from">Address of the source, see <see cref="StoreAddress"/>.</param>
    /// <exception cref="StoreException">There is no source, or the target is not its to fill; nothing was made or changed.</exception>
    public static async Task<StoreCopy> OpenAsync(string from, string to, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (source, target) = (StoreAddress.Parse(from), StoreAddress.Parse(to));
        if (IsSame(source, target))
            throw new StoreException($"{source} cannot be copied onto itself: name another store with --to.");
        if (!await Stores.ExistsAsync(from, cancellationToken) || source.Path is { } file && File.Exists(file) && new FileInfo(file).Length == 0)
            throw new StoreException($"There is no catalogue at {source}: nothing was copied, and nothing was made at {target}.");
        ICopyable opened = source.Connection is { } connection
            ? await MongoCopy.OpenSourceAsync(connection, clock, cancellationToken)
            : await SqliteCopy.OpenSourceAsync(source.Path!, clock, cancellationToken);
        return await OpenAsync(
            opened,
            async mark => target.Connection is { } server
                ? await MongoCopy.OpenTargetAsync(server, mark, clock, cancellationToken)
                : await SqliteCopy.OpenTargetAsync(target.Path!, mark, clock, cancellationToken),
            BatchSize, cancellationToken);
    }

    /// <summary>The same with stores that are opened otherwise; it disposes them.</summary>
    internal static async Task<StoreCopy> OpenAsync(ICopyable source, Func<CopyMark, Task<ICopyable>> openTarget, int batchSize, CancellationToken cancellationToken)
    {
        ICopyable? target = null;
        var whole = false;
        try
        {
            var (epoch, head) = await source.HeadAsync(cancellationToken);
            var fresh = new CopyMark
            {
                Owner = Guid.NewGuid().ToString("n"),
                From = source.Place,
                Epoch = epoch,
                Head = head,
                CompactedTo = await source.CompactedToAsync(cancellationToken),
                Totals = await TotalsAsync(source, cancellationToken),
            };
            target = await openTarget(fresh);
            var found = await target.MarkAsync(cancellationToken);
            if (found is null)
                await RefuseWhatIsFilledAsync(source, target, epoch, cancellationToken);
            else if (found.Epoch != epoch)
                throw new StoreException($"The store {target.Place} is an unfinished copy of another catalogue, {found.From}: finish that copy, or name another store with --to.");
            var goesOn = found is not null && found.IsOf(head, fresh.Totals);
            var mark = goesOn ? found! with { Owner = fresh.Owner, From = fresh.From, CompactedTo = fresh.CompactedTo } : fresh;
            await target.BeginAsync(mark, goesOn, cancellationToken);
            whole = true;
            var start = found is not { IsUnderWay: true } ? CopyStart.Fresh : goesOn ? CopyStart.Resumed : CopyStart.Anew;
            return new StoreCopy(source, target, mark, start, batchSize);
        }
        finally
        {
            if (!whole)
            {
                await source.DisposeAsync();
                if (target is not null)
                    await target.DisposeAsync();
            }
        }
    }

    /// <summary>Copies what is not there yet.</summary>
    /// <param name="progressed">Told after each batch.</param>
    /// <exception cref="StoreException">A store is away, or the source has changed meanwhile: the target then stays unfinished.</exception>
    public async Task<CopyResult> RunAsync(Action<CopyProgress>? progressed, CancellationToken cancellationToken)
    {
        // The next page is read while this one is written.
        await foreach (var (part, page) in PagesAsync(mark, cancellationToken).Ahead(cancellationToken))
        {
            var after = mark.After(page);
            await target.WriteAsync(page.Items, mark, after, cancellationToken);
            progressed?.Invoke(new CopyProgress(EnumWord.Of(part), mark.Done + page.Items.Count, mark.Totals.GetValueOrDefault(part)));
            mark = after;
        }

        await CheckAsync(cancellationToken);
        await target.FinishAsync(mark, cancellationToken);
        return new CopyResult(source.Place, target.Place, mark.Epoch, mark.Head, mark.Finished.ToDictionary(part => EnumWord.Of(part.Key), part => part.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await target.DisposeAsync();
    }

    private async IAsyncEnumerable<(CopyPart Part, CopyPage Page)> PagesAsync(CopyMark from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (from.Part is { } part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await source.ReadAsync(part, from.Next, part is CopyPart.AnswerPieces ? Math.Min(batchSize, MostPieces) : batchSize, cancellationToken);
            yield return (part, page);
            from = from.After(page);
        }
    }

    private static async Task<Dictionary<CopyPart, long>> TotalsAsync(ICopyable store, CancellationToken cancellationToken)
    {
        var totals = new Dictionary<CopyPart, long>();
        foreach (var part in Enum.GetValues<CopyPart>())
            totals[part] = await store.CountAsync(part, cancellationToken);
        return totals;
    }

    private static async Task RefuseWhatIsFilledAsync(ICopyable source, ICopyable target, string epoch, CancellationToken cancellationToken)
    {
        var (own, last) = await target.HeadAsync(cancellationToken);
        if (own == epoch)
            throw new StoreException($"The store {target.Place} holds this catalogue already: it is a finished copy of {source.Place}, or the same store under another name.");
        if (last > 0 || (await TotalsAsync(target, cancellationToken)).Values.Any(count => count > 0))
            throw new StoreException($"The store {target.Place} is not empty: name another one with --to. Nothing of it was changed.");
    }

    private static bool IsSame(StoreAddress one, StoreAddress other) => one.Path is { } path
        ? other.Path is { } same && Path.GetFullPath(path) == Path.GetFullPath(same)
        : other.Connection is not null && one.ToString() == other.ToString();

    /// <summary>Nothing got lost, and the source is what it was.</summary>
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var (epoch, head) = await source.HeadAsync(cancellationToken);
        if (epoch != mark.Epoch || !mark.IsOf(head, await TotalsAsync(source, cancellationToken)))
        {
            throw new StoreException(
                $"The store {source.Place} changed while it was copied (its highest sequence number was {mark.Head}, and is {head}): stop `serve` and every worker that uses it, and run copy again, which then begins anew.");
        }

        foreach (var (part, count) in mark.Finished)
        {
            if (await target.CountAsync(part, cancellationToken) is var arrived && arrived != count)
                throw new StoreException($"Of {count} {EnumWord.Of(part)} {arrived} are in {target.Place}: it was written to by something else. Empty it, and run copy again.");
        }
    }
}
