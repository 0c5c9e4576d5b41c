using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>
/// What the run lends to a connector (where to begin, what to try again, what was answered before), and what the connector tells while it
/// reads: the listing's proof of completeness, problems, and traffic. Counters may be read at any time from another thread (progress).
/// </summary>
public sealed class Reading
{
    /// <summary>How many single records are worth asking for: above that a whole listing is less trouble for the source. One more is remembered, to show that there were more.</summary>
    public const int MostToTryAgain = 100;

    private static readonly TimeSpan Tomorrow = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly List<RunProblem> problems = [];
    private readonly List<string> doubts = [];
    private readonly HashSet<string> notTaken = new(StringComparer.Ordinal);
    private readonly HashSet<string> answersUsed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> found = new(StringComparer.Ordinal);
    private long requests;
    private long bytes;
    private long unreadable;
    private long pages;
    private long excluded;
    private long doubles;
    private long notModified;

    /// <summary>A person wants everything read anew: neither changes only nor "not modified" will do.</summary>
    public bool Full { get; init; } = true;

    /// <summary>Where an incremental reading begins: the newest change that the source stated before; null: none is known, so the whole listing is to be read.</summary>
    public DateTimeOffset? ChangedSince { get; init; }

    /// <summary>Records that the run before could not take: an incremental reading asks for them, too.</summary>
    public IReadOnlyList<string> TryAgain { get; init; } = [];

    /// <summary>How often each key of the connector file found something in the last run that succeeded: <c>next.select ("a.next")</c> → 4.</summary>
    public IReadOnlyDictionary<string, long> FoundBefore { get; init; } = new Dictionary<string, long>();

    /// <summary>The source's last good answers, for conditional requests; null: nothing is to be remembered (previews, dry runs).</summary>
    public IAnswerStore? Answers { get; init; }

    /// <summary>When the run began, by our clock: a change that the source states for later than tomorrow is not believed.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Takes the source's key out of what is told of this reading, as servers echo what they were sent: in addresses that they redirect to, in error messages.</summary>
    public Func<string, string> Hide { get; set; } = static text => text;

    /// <summary>Set by a connector that reads changes only: what it does not list is not missing.</summary>
    public bool ChangesOnly { get; set; }

    /// <summary>The newest change that the source stated in this reading, for the next one to begin at.</summary>
    public DateTimeOffset? NewestChange { get; private set; }

    /// <summary>Records that could not be taken, by what the source is asked for them with; a whole listing is read again when there are more than <see cref="MostToTryAgain"/>.</summary>
    public IReadOnlyList<string> NotTaken
    {
        get
        {
            lock (gate)
                return [.. notTaken];
        }
    }

    /// <summary>The site asked to be left alone until then, longer than a run waits; null: it did not.</summary>
    public DateTimeOffset? NotBefore { get; private set; }

    /// <summary>The site asks for a pause that a run does not wait for (RFC 9110, section 10.2.3): the next run is put off.</summary>
    public void AskedToWait(DateTimeOffset until)
    {
        lock (gate)
            NotBefore = NotBefore > until ? NotBefore : until;
    }

    /// <summary>The source's own count, as soon as it is known.</summary>
    public long? Announced { get; set; }

    /// <summary>True once the connector reached the end of the listing; it never sets this on doubt.</summary>
    public bool ReachedEnd { get; set; }

    public long Requests => Interlocked.Read(ref requests);
    public long Bytes => Interlocked.Read(ref bytes);
    public long Unreadable => Interlocked.Read(ref unreadable);
    public long Pages => Interlocked.Read(ref pages);

    /// <summary>Entries left out on purpose (drafts, deleted, private): announced, but no public dataset.</summary>
    public long Excluded => Interlocked.Read(ref excluded);

    /// <summary>Sentences that say why the listing is not complete; empty when nothing speaks against it.</summary>
    public IReadOnlyList<string> Doubts
    {
        get
        {
            lock (gate)
                return [.. doubts];
        }
    }

    /// <summary>Something speaks against the completeness of the listing: the run will be partial.</summary>
    public void Doubt(string sentence)
    {
        lock (gate)
            doubts.Add(Hide(sentence));
    }

    /// <summary>A problem of one record, or of the listing where <paramref name="recordId"/> and <paramref name="position"/> are null.</summary>
    public void Report(Problem problem, string? recordId = null, string? recordUrl = null, long? position = null)
    {
        problem = problem with { Value = Hidden(problem.Value), Detail = Hide(problem.Detail) };
        lock (gate)
            problems.Add(new RunProblem(recordId, Hidden(recordUrl), position, problem));
    }

    /// <summary>An entry that cannot be read or has no id: counted, reported, and the rest goes on.</summary>
    /// <param name="askFor">What to ask the source for when the next run tries again; null when the entry does not say.</param>
    public void Unread(Problem problem, long position, string? recordUrl = null, string? askFor = null)
    {
        Interlocked.Increment(ref unreadable);
        Report(problem, askFor, recordUrl, position);
        if (askFor is not null)
            TryNextTime(askFor);
    }

    /// <summary>A record that could not be taken: the next run asks for it, also when it reads changes only.</summary>
    public void TryNextTime(string askFor)
    {
        lock (gate)
        {
            if (notTaken.Count <= MostToTryAgain)
                notTaken.Add(askFor);
        }
    }

    /// <summary>The source states that something changed then. A placeholder such as 9999-12-31, or a clock that is wrong, would hide all later changes.</summary>
    public void StateChange(DateTimeOffset at)
    {
        if ((NewestChange is null || at > NewestChange) && (at <= Now || at - Now < Tomorrow))
            NewestChange = at;
    }

    /// <summary>Entries that repeat an identifier within one page: the source lists them twice, so that its count is met although fewer differ.</summary>
    public long Doubles => Interlocked.Read(ref doubles);

    public void Doubled() => Interlocked.Increment(ref doubles);

    /// <summary>An entry that is no public dataset: counted, reported, left out.</summary>
    public void Exclude(Problem problem, string? recordId, long position)
    {
        Interlocked.Increment(ref excluded);
        Report(problem, recordId, null, position);
    }

    /// <summary>Answers that the source calls unchanged (status 304): their bodies were read from what is kept.</summary>
    public long NotModified => Interlocked.Read(ref notModified);

    public void Unmodified() => Interlocked.Increment(ref notModified);

    /// <summary>The answer kept of an address was made, confirmed or read by this reading.</summary>
    public void AnswerUsed(string url)
    {
        lock (gate)
            answersUsed.Add(url);
    }

    public bool HasUsedAnswer(string url)
    {
        lock (gate)
            return answersUsed.Contains(url);
    }

    /// <summary>How often the keys of the connector file found something in this reading, see <see cref="Finds"/>.</summary>
    public IReadOnlyDictionary<string, long> Found
    {
        get
        {
            lock (gate)
                return new Dictionary<string, long>(found, StringComparer.Ordinal);
        }
    }

    /// <summary>Keys that found something in the last run that succeeded and find nothing now: the site was rebuilt around them, or what they point at is gone.</summary>
    public IReadOnlyList<string> Vanished
    {
        get
        {
            lock (gate)
                return [.. found.Where(pair => pair.Value == 0 && FoundBefore.GetValueOrDefault(pair.Key) > 0).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>A key that may rightly find nothing was tried, and found so much more. Nothing is said of keys that were not tried.</summary>
    /// <param name="key">With its selector, so that a corrected one is another key: <c>next.select ("a.next")</c>.</param>
    public void Finds(string key, long times)
    {
        lock (gate)
            found[key] = found.GetValueOrDefault(key) + times;
    }

    private string? Hidden(string? text) => text is null ? null : Hide(text);

    public void PageRead() => Interlocked.Increment(ref pages);

    public void Requested() => Interlocked.Increment(ref requests);

    public void Received(long count) => Interlocked.Add(ref bytes, count);

    /// <summary>Takes the problems reported since the last call; the run stores them in batches.</summary>
    public IReadOnlyList<RunProblem> TakeProblems()
    {
        lock (gate)
        {
            if (problems.Count == 0)
                return [];
            RunProblem[] taken = [.. problems];
            problems.Clear();
            return taken;
        }
    }
}
