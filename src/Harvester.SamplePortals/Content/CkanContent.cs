namespace Harvester.SamplePortals.Content;

/// <summary>The metropolitan catalogue: 40 datasets republished from the municipal portals, 106 of municipalities that publish only here, 54 of two bureaus.</summary>
internal static class CkanContent
{
    public const string Host = "catalog.tokyo.example";
    public const string GeneralAffairs = "t000003";
    public const string SocialWelfare = "t000054";

    private static readonly (string Source, Municipality Place, int Count)[] Portals =
    [
        ("sample-minato-dcat", Municipality.Minato, 10),
        ("sample-machida-rdfxml", Municipality.Machida, 8),
        ("sample-shibuya-datajson", Municipality.Shibuya, 5),
        ("sample-fuchu-list", Municipality.Fuchu, 7),
        ("sample-kiyose-html", Municipality.Kiyose, 6),
        ("sample-hachijo-html", Municipality.Hachijo, 4),
    ];

    public static (SampleDatasets Datasets, IReadOnlyDictionary<string, (string Source, string Name)> Republished) Create(
        IReadOnlyDictionary<string, SampleDatasets> municipal)
    {
        var datasets = new SampleDatasets();
        var republished = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var (source, place, count) in Portals)
        {
            // Every third, so that all categories take part; the announced file without an address was never taken over.
            foreach (var (original, number) in municipal[source].Where(IsComplete).Where((_, index) => index % 3 == 0).Take(count).Select((one, index) => (one, index + 1)))
            {
                var copy = Republish(original, place, number);
                datasets.Add(copy);
                republished.Add(copy.Name, (source, original.Name));
            }
        }

        AddMunicipal(datasets, Municipality.Shinjuku, Topics.All.Take(25));
        AddMunicipal(datasets, Municipality.Komae, Topics.All.Skip(10).Take(25));
        AddMunicipal(datasets, Municipality.Hinode, Topics.All.Where((_, index) => index % 2 == 0).Take(25));
        AddMunicipal(datasets, Municipality.Hinohara, Topics.All.Where((_, index) => index % 2 == 1).Take(25));
        foreach (var dataset in BureauContent.Create())
            datasets.Add(dataset);
        CkanOddities.Apply(datasets);
        datasets.Settle();
        return (datasets, republished);
    }

    public static string Name(string organisation, int number) => $"{organisation}d{number:D10}";

    public static string FileUrl(string folder, string fileName) => $"http://{Host}/storage/{folder}/{fileName}";

    private static bool IsComplete(SampleDataset dataset) => dataset.Files.Count > 0 && dataset.Files.All(file => file.Url.Length > 0);

    private static SampleDataset Republish(SampleDataset original, Municipality place, int number)
    {
        var copy = new SampleDataset
        {
            Name = Name(place.Organisation, number),
            Title = Titled(original.Title, place, number),
            Description = original.Description,
            Category = original.Category,
            Unit = original.Unit,
            Organisation = place.Organisation,
            Frequency = original.Frequency,
            Issued = original.Issued.AddDays(30),
            Modified = original.Modified.AddDays(-Stable.Number(original.Name, 40)),
        };
        foreach (var file in original.Files)
            copy.Files.Add(new SampleFile { Title = file.Title, Format = file.Format, Url = file.Url, Size = file.Size, Modified = copy.Modified });
        return copy;
    }

    private static void AddMunicipal(SampleDatasets datasets, Municipality place, IEnumerable<Topic> topics)
    {
        var number = 0;
        foreach (var topic in topics)
        {
            number++;
            var dataset = Drafts.Dataset(place, topic, Name(place.Organisation, number), format =>
                FileUrl(place.Romaji, $"{place.Code}_{topic.Slug}.{Drafts.Extension(format)}"));
            dataset.Organisation = place.Organisation;
            dataset.Title = Titled(dataset.Title, place, number);
            dataset.Keywords.Clear();
            if (topic.Frequency == "MONTHLY")
                AddEditions(dataset, place, topic);
            datasets.Add(dataset);
        }
    }

    private static string Titled(string title, Municipality place, int number) => (number % 4) switch
    {
        0 when !title.StartsWith(place.Name, StringComparison.Ordinal) && !title.StartsWith('【') => $"{place.Name}の{title}",
        _ => $"【{place.Name}】{title}",
    };

    // The Tokyo catalogue keeps former editions of a file as further resources of the same dataset.
    private static void AddEditions(SampleDataset dataset, Municipality place, Topic topic)
    {
        for (var month = 1; month <= 3; month++)
        {
            var day = new DateOnly(2026, month, 1).AddMonths(1).AddDays(-1);
            var title = $"{topic.Title}（{Drafts.AsOf(day)}）";
            dataset.Files.Add(Drafts.File(title, "CSV", FileUrl(place.Romaji, $"{place.Code}_{topic.Slug}_2026{month:D2}.csv"), day.AddDays(12)));
        }
    }
}
