using System.Collections.Frozen;
using Harvester.Core.Mapping;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>The standard datasets, by their words and by their columns. Immutable, pure.</summary>
public sealed class StandardDatasetVocabulary
{
    private readonly FrozenDictionary<string, StandardDataset> byId;
    private readonly FrozenDictionary<string, Candidate> byTitle;
    private readonly FrozenDictionary<string, StandardDataset> byName;
    private readonly PeeledTitles titles;
    private readonly FileWords files;

    /// <param name="municipalities">Whose names are taken out of titles, and whose codes stand in file names.</param>
    /// <param name="revision">Another one for other entries.</param>
    /// <exception cref="ArgumentException">Entries contradict each other.</exception>
    public StandardDatasetVocabulary(IReadOnlyList<StandardDataset> entries, IReadOnlyList<Municipality> municipalities, string revision)
    {
        Entries = entries;
        Revision = revision;
        byId = entries.ToFrozenDictionary(entry => entry.Id, StringComparer.Ordinal);
        titles = new PeeledTitles(municipalities.Where(body => body.Kind != "prefecture").Select(body => body.Name));
        files = new FileWords(entries, municipalities.Select(body => body.Code));
        byName = entries.Where(entry => entry.ByTitle).ToFrozenDictionary(entry => PeeledTitles.Key(entry.Name), StringComparer.Ordinal);
        var meant = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var title in entry.ByTitle ? entry.Titles.Prepend(entry.Name) : entry.Titles)
                Claim(title, new Candidate(entry, IsAkin: false));
            foreach (var title in entry.Akin)
                Claim(title, new Candidate(entry, IsAkin: true));
        }

        byTitle = meant.ToFrozenDictionary(StringComparer.Ordinal);
        Columns = new ColumnIndex(entries);

        void Claim(string title, Candidate candidate)
        {
            if (!meant.TryAdd(PeeledTitles.Key(title), candidate) && meant[PeeledTitles.Key(title)] != candidate)
                throw new ArgumentException($"The title {title} is claimed by both {meant[PeeledTitles.Key(title)].Standard.Id} and {candidate.Standard.Id}.");
        }
    }

    public IReadOnlyList<StandardDataset> Entries { get; }
    public string Revision { get; }
    internal ColumnIndex Columns { get; }

    public StandardDataset? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>By a title as a whole, without the publisher and the like: see <see cref="PeeledTitles"/>.</summary>
    public Candidate? ByTitle(string title) => byTitle.GetValueOrDefault(titles.Of(title));

    /// <summary>By the name of the file at an address.</summary>
    public StandardDataset? ByFile(string? url) => files.Of(url);

    /// <summary>By a tag that is its name in full: 文化財 and AED are tags of many datasets.</summary>
    public StandardDataset? ByTag(string tag) => byName.GetValueOrDefault(PeeledTitles.Key(tag));

    /// <summary>
    /// What a dataset's words say, in this order: its title, its files (where they do not speak of several: a bundle is none), its tags.
    /// Null: nothing.
    /// </summary>
    public Candidate? Recognise(Dataset dataset)
    {
        var titled = dataset.Title.Values.Select(ByTitle).FirstOrDefault(found => found is not null);
        if (titled is { IsAkin: false })
            return titled;
        if (Only(dataset.Distributions.Select(file => ByFile(file.Address))) is { } named)
            return titled?.Standard == named ? titled : new Candidate(named, IsAkin: false);
        return titled ?? (Only(dataset.Keywords?.Values.SelectMany(tags => tags).Select(ByTag) ?? []) is { } tagged ? new Candidate(tagged, IsAkin: false) : null);
    }

    private static StandardDataset? Only(IEnumerable<StandardDataset?> found) =>
        found.OfType<StandardDataset>().Distinct().Take(2).ToArray() is [var one] ? one : null;
}
