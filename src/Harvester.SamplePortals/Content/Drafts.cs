using System.Globalization;

namespace Harvester.SamplePortals.Content;

/// <summary>Turns a topic and a municipality into a dataset; the portals' own content then adds the oddities.</summary>
internal static class Drafts
{
    /// <param name="place">Who publishes it.</param>
    /// <param name="topic">What it is.</param>
    /// <param name="name">The portal's key of the dataset.</param>
    /// <param name="url">The address of the file of a format (CSV, SHP, ...) at this portal.</param>
    public static SampleDataset Dataset(Municipality place, Topic topic, string name, Func<string, string> url)
    {
        var key = place.Code + topic.Slug;
        var modified = Stable.Day(key);
        var dataset = new SampleDataset
        {
            Name = name,
            Title = topic.Title,
            TitleEn = topic.English is { } english ? $"{english} in {place.English}" : null,
            Description = $"{place.Name}の{topic.About}",
            Category = topic.Category,
            Unit = topic.Unit,
            Frequency = topic.Frequency,
            Issued = modified.AddDays(-200 - Stable.Number(key + "issued", 1500)),
            Modified = modified,
            Keywords = [place.Name, topic.Category, topic.Title],
        };
        foreach (var format in topic.Formats.Split(' '))
            dataset.Files.Add(File(topic.Title, format, url(format), modified));
        return dataset;
    }

    public static SampleFile File(string title, string format, string url, DateOnly modified) => new()
    {
        Title = title,
        Format = format,
        Url = url,
        Size = 1024 * (1 + Stable.Number(url, 900)),
        Modified = modified,
    };

    public static string Extension(string format) => format switch
    {
        "SHP" or "GTFS" => "zip",
        "CITYGML" => "gml",
        _ => format.ToLowerInvariant(),
    };

    /// <summary>「2026年（令和8年）1月31日現在」, as dated editions are called in the Tokyo catalogue.</summary>
    public static string AsOf(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Year}年（令和{day.Year - 2018}年）{day.Month}月{day.Day}日現在");
}
