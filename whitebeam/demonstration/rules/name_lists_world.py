"""The other traditions of names found in Kent & Medway, with their rough weight."""

from .name_lists import ENGLISH, Heritage


def _heritage(
    key: str, language: str, ethnicity: str, faiths: str, women: str, men: str, family: str
) -> Heritage:
    return Heritage(
        key,
        tuple(women.split()),
        tuple(men.split()),
        tuple(family.split()),
        language,
        ethnicity,
        tuple(faiths.split()),
    )


PUNJABI = _heritage(
    "punjabi",
    "Punjabi",
    "INDIAN",
    "SIKH SIKH HINDU",
    "Harpreet Manpreet Jaspreet Simran Kiran Navdeep Gurpreet Amandeep Balwinder Parminder "
    "Sukhwinder Rajinder Jasleen Kulwinder Ravinder Prabhjot Mandeep Neelam Sunita Pooja",
    "Gurdeep Harjit Sukhdeep Jagdeep Amrit Rajinder Baljit Kuldeep Manjit Navraj Tejinder Arjun "
    "Ranjit Satnam Jaswinder Hardeep Inderjit Karan Parmjit Surinder",
    "Singh Kaur Gill Dhillon Sandhu Sidhu Grewal Bains Johal Sahota Virk Atwal Dhaliwal Mann "
    "Purewal Rai Chahal Bhogal Hundal Sangha",
)
BENGALI = _heritage(
    "bengali",
    "Bengali (Sylheti)",
    "BANGLADESHI",
    "MUSLIM",
    "Fatema Nasima Rahima Shirin Taslima Sultana Rukshana Farzana Jannat Maryam Shahida Nazma",
    "Abdul Mohammed Rahim Kamal Shafiq Jamal Tariq Faisal Imran Rezaul Habib Anwar",
    "Begum Khatun Miah Uddin Rahman Hussain Ali Chowdhury Islam Khan Ahmed Choudhury",
)
URDU = _heritage(
    "urdu",
    "Urdu",
    "PAKISTANI",
    "MUSLIM",
    "Ayesha Fatima Sana Nadia Saima Rabia Zainab Hina Bushra Khadija Samina Mehreen Uzma Iqra",
    "Mohammed Usman Bilal Hamza Imran Asif Kashif Zubair Omar Ahmed Waqas Adeel Nasir Shahid",
    "Khan Ahmed Hussain Malik Iqbal Akhtar Mahmood Shah Mirza Butt Bibi Qureshi Sheikh Chaudhry",
)
NEPALI = _heritage(
    "nepali",
    "Nepali",
    "NEPALI",
    "HINDU BUDDHIST",
    "Sunita Sarita Gita Maya Anju Bimala Laxmi Kamala Puja Sabina Rekha Durga Asmita Binita",
    "Bishnu Krishna Prakash Dipak Suresh Ram Hari Ganesh Rajesh Bikash Santosh Tek Dhan Prem",
    "Gurung Rai Limbu Thapa Magar Tamang Shrestha Pun Ghale Chhetri Rana Karki",
)
NIGERIAN = _heritage(
    "nigerian",
    "English",
    "BLACK_AFRICAN",
    "CHRISTIAN CHRISTIAN MUSLIM",
    "Blessing Ngozi Chioma Funmilayo Folake Adaeze Ifeoma Yetunde Temitope Amaka Bukola Oluchi "
    "Grace Patience Titilayo Chinyere Kemi Abimbola Esther Omolara",
    "Emeka Chidi Tunde Segun Oluwaseun Kelechi Babatunde Ikenna Obinna Femi Adewale Uche Kunle "
    "Emmanuel Samuel Ayodele Chukwuemeka Gbenga",
    "Okafor Adeyemi Okonkwo Adebayo Eze Balogun Nwosu Ogunleye Ibrahim Oyelaran Afolabi Obi "
    "Chukwu Onyeka Akinola Olatunji Mensah Owusu Boateng Asante",
)
POLISH = _heritage(
    "polish",
    "Polish",
    "WHITE_OTHER",
    "CHRISTIAN CHRISTIAN NONE",
    "Agnieszka Katarzyna Małgorzata Anna Magdalena Joanna Monika Ewa Aleksandra Karolina Natalia "
    "Paulina Justyna Beata Dorota Zofia Maja Oliwia",
    "Piotr Krzysztof Andrzej Tomasz Paweł Marcin Michał Grzegorz Jakub Łukasz Mateusz Rafał "
    "Kamil Wojciech Sławomir Antoni",
    "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański "
    "Woźniak Dąbrowski Kozłowski Mazur Krawczyk Piotrowski Grabowski",
)
ROMANIAN = _heritage(
    "romanian",
    "Romanian",
    "WHITE_OTHER",
    "CHRISTIAN CHRISTIAN NONE",
    "Maria Elena Ioana Andreea Mihaela Alexandra Cristina Daniela Gabriela Ana Raluca Simona "
    "Loredana Denisa Bianca Roxana",
    "Andrei Mihai Alexandru Ionuț Gheorghe Ștefan Marian Florin Cătălin Vasile Adrian Bogdan "
    "Cristian Nicolae Răzvan",
    "Popescu Ionescu Popa Pop Radu Dumitru Stan Stoica Gheorghe Munteanu Constantin Rusu Marin "
    "Moldovan Dobre Barbu",
)
SLOVAK = _heritage(
    "slovak",
    "Slovak",
    "ROMA",
    "CHRISTIAN NONE",
    "Zuzana Jana Monika Lenka Ivana Denisa Renata Kristína Vanesa Eva",
    "Jozef Milan Peter Marek Roman Dušan Ladislav Patrik Tibor Martin",
    "Horváth Baláž Kováč Varga Tóth Gábor Lakatoš Oláh Žiga Rusňák",
)
LITHUANIAN = _heritage(
    "lithuanian",
    "Lithuanian",
    "WHITE_OTHER",
    "CHRISTIAN NONE",
    "Rasa Jurgita Lina Daiva Eglė Kristina Ieva Vilma Rūta Austėja",
    "Mindaugas Tomas Darius Andrius Vytautas Marius Rokas Lukas Gediminas Tadas",
    "Kazlauskas Petrauskas Jankauskas Stankevičius Butkus Žukauskas Balčiūnas Navickas",
)
PERSIAN = _heritage(
    "dari",
    "Dari",
    "ASIAN_OTHER",
    "MUSLIM",
    "Zahra Mariam Laila Shabnam Parwana Nilofar Soraya Farishta Zohra Mina",
    "Ahmad Hamid Farid Najib Wahid Mustafa Rahmatullah Javad Reza Habibullah",
    "Ahmadi Karimi Noori Rahimi Hashimi Sharifi Azizi Haidari Mohammadi Popal",
)
TURKISH = _heritage(
    "turkish",
    "Turkish",
    "WHITE_OTHER",
    "MUSLIM NONE",
    "Ayşe Fatma Emine Elif Zeynep Hatice Merve Özlem Sibel Derya",
    "Mehmet Mustafa Ahmet Emre Murat Hasan Hüseyin Kemal Serkan Burak",
    "Yılmaz Kaya Demir Çelik Şahin Yıldız Aydın Öztürk Arslan Doğan",
)
CARIBBEAN = _heritage(
    "caribbean",
    "English",
    "BLACK_CARIBBEAN",
    "CHRISTIAN NONE",
    "Marcia Yvonne Simone Natalie Shanice Tanisha Keisha Beverley Claudette Monique Chantelle",
    "Winston Leroy Marlon Andre Devon Tyrone Delroy Jermaine Nathaniel Errol Curtis",
    "Campbell Grant Gordon Bailey Clarke Francis Brown Henry Powell Thomas Lindo Beckford",
)
CHINESE = _heritage(
    "cantonese",
    "Cantonese",
    "CHINESE",
    "NONE BUDDHIST CHRISTIAN",
    "Mei Ling Wing-Yan Ka-Yee Siu-Fong Xiu Yan Hoi-Ching Pui-Shan Suk-Yin",
    "Wai Chun Ka-Ming Chi-Keung Wing-Kit Ho Jian Kin-Wah Siu-Ming Tsz-Kin",
    "Wong Chan Cheung Lau Leung Ng Li Chow Tang Yip",
)

# Out of a thousand people: shaped on the 2021 census for Kent and Medway, rounded.
WEIGHTED: tuple[tuple[Heritage, int], ...] = (
    (ENGLISH, 790),
    (PUNJABI, 45),
    (NIGERIAN, 38),
    (POLISH, 24),
    (ROMANIAN, 20),
    (NEPALI, 16),
    (URDU, 14),
    (BENGALI, 12),
    (CARIBBEAN, 11),
    (SLOVAK, 9),
    (TURKISH, 6),
    (LITHUANIAN, 6),
    (PERSIAN, 5),
    (CHINESE, 4),
)
