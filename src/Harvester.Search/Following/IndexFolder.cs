using System.Globalization;
using System.Text.RegularExpressions;
using Harvester.Search.Searching;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Harvester.Search.Following;

/// <summary>Where the index lies: opened by one writer; emptied where what it holds is of another version, damaged, or no index of ours.</summary>
internal sealed partial class IndexFolder : IDisposable
{
    /// <summary>Of fields, analysis and order: an index of another one is built anew. To be raised with each change that stored documents would not show.</summary>
    public const string Format = "2";

    private const double BufferMb = 48;
    private readonly LuceneDirectory directory;

    /// <summary>Null: in memory.</summary>
    public string? Path => (directory as FSDirectory)?.Directory.FullName;

    private IndexFolder(LuceneDirectory directory, IndexWriter writer, FollowedTo? committed)
    {
        this.directory = directory;
        Writer = writer;
        Committed = committed;
    }

    public IndexWriter Writer { get; }

    /// <summary>Null: there is nothing yet, and what the writer holds is to be replaced.</summary>
    public FollowedTo? Committed { get; private set; }

    /// <exception cref="IndexInUseException">Another writer has it.</exception>
    public static IndexFolder Open(string? folder)
    {
        if (folder is null)
            return Open(new RAMDirectory(), "memory");
        System.IO.Directory.CreateDirectory(folder);
        var directory = FSDirectory.Open(new DirectoryInfo(folder), new ExclusiveLockFactory(folder));
        try
        {
            return Open(directory, folder);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Makes lasting what the writer holds.</summary>
    public void Commit(FollowedTo position)
    {
        Writer.SetCommitData(new Dictionary<string, string>
        {
            ["format"] = Format,
            ["epoch"] = position.Epoch,
            ["sequence"] = position.Sequence.ToString(CultureInfo.InvariantCulture),
        });
        Writer.Commit();
        Committed = position;
    }

    /// <summary>Gives up what was not committed.</summary>
    public void Dispose()
    {
        Writer.Rollback();
        directory.Dispose();
    }

    private static IndexFolder Open(LuceneDirectory directory, string folder)
    {
        // The lock comes first: nobody's index is read, or deleted, while he writes it.
        using (var held = directory.MakeLock(IndexWriter.WRITE_LOCK_NAME))
        {
            if (!Obtained(held, folder))
                throw new IndexInUseException(folder, new LockObtainFailedException(IndexWriter.WRITE_LOCK_NAME));
            if (ReadCommit(directory) is null)
                Empty(directory);
        }

        try
        {
            var position = ReadCommit(directory);
            return new IndexFolder(directory, new IndexWriter(directory, Settings()), position);
        }
        catch (LockObtainFailedException e)
        {
            throw new IndexInUseException(folder, e);
        }
    }

    private static bool Obtained(Lucene.Net.Store.Lock held, string folder)
    {
        try
        {
            return held.Obtain();
        }
        catch (LockObtainFailedException e)
        {
            throw new IndexInUseException(folder, e);
        }
    }

    private static IndexWriterConfig Settings() => new(LuceneVersion.LUCENE_48, null)
    {
        OpenMode = OpenMode.CREATE_OR_APPEND,
        RAMBufferSizeMB = BufferMb,
        WriteLockTimeout = 0,
        Similarity = new FieldSimilarity(),
        // What is erased must leave the files, however little it is.
        MergePolicy = new TieredMergePolicy { ForceMergeDeletesPctAllowed = 0 },
        // Merges are short here; one that fails in a thread of its own would end the process.
        MergeScheduler = new SerialMergeScheduler(),
    };

    /// <summary>Null: there is none, it is of another version, or damaged.</summary>
    private static FollowedTo? ReadCommit(LuceneDirectory directory)
    {
        try
        {
            if (!DirectoryReader.IndexExists(directory))
                return null;
            using var reader = DirectoryReader.Open(directory);
            foreach (var leaf in reader.Leaves)
                leaf.AtomicReader.CheckIntegrity();
            var data = reader.IndexCommit.UserData;
            return data.TryGetValue("format", out var format) && format == Format && data.TryGetValue("epoch", out var epoch)
                && data.TryGetValue("sequence", out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
                ? new FollowedTo(epoch, sequence)
                : null;
        }
        // A damaged file shows as whatever the reader stumbles over.
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or FormatException or IndexOutOfRangeException or OverflowException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Deletes Lucene's files and no others.</summary>
    private static void Empty(LuceneDirectory directory)
    {
        foreach (var file in directory.ListAll().Where(file => OfLucene().IsMatch(file)))
            directory.DeleteFile(file);
    }

    [GeneratedRegex(@"^(segments(\.gen|_[0-9a-z]+)|_[0-9a-z]+([_.].*)?)$")]
    private static partial Regex OfLucene();
}
