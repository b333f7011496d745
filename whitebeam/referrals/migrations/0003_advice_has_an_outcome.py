from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="advicecontact",
            name="outcome",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AlterField(
            model_name="advicecontact", name="topic", field=models.CharField(max_length=240)
        ),
        migrations.AddField(
            model_name="document",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(
            "grant update (outcome) on referrals_advicecontact to wb_app;"
            "grant update (removed_at) on referrals_document to wb_app",
            migrations.RunSQL.noop,
        ),
    ]
