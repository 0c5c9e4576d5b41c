using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Quality;

/// <summary>
/// The mandatory properties of DCAT-AP 2.1.1 (dcat:Dataset: dct:title, dct:description; dcat:Distribution: dcat:accessURL; foaf:Agent: foaf:name) and
/// the ranges that a record of the common schema can miss. What the schema itself rules out (two publishers, a title that is no text) is not asked again.
/// </summary>
public static class DcatApConformance
{
    /// <summary>What is missing or wrong, in sentences; empty when the dataset conforms.</summary>
    public static IReadOnlyList<Bilingual> Faults(Dataset dataset)
    {
        var faults = new List<Bilingual>();
        if (dataset.Title.Values.All(string.IsNullOrWhiteSpace))
            faults.Add(new Bilingual("タイトルがありません。", "The title is missing."));
        if (dataset.Description is null || dataset.Description.Values.All(string.IsNullOrWhiteSpace))
            faults.Add(new Bilingual("説明文がありません。", "The description is missing."));
        if (dataset.Publisher.Name is null or { Count: 0 } && (dataset.Publisher.Organization ?? dataset.Publisher.Code) is not null)
            faults.Add(new Bilingual("公表者の名称がありません。", "The publisher has no name."));
        var without = dataset.Distributions.Count(one => one.Address is null);
        if (without > 0)
            faults.Add(new Bilingual($"{dataset.Distributions.Count}ファイルのうち{without}件にURLがありません。", $"{without} of {dataset.Distributions.Count} files have no address."));
        return faults;
    }
}
